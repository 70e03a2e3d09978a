/** Cities of the Auen valley; made up, and meant to be public. */
import type { Collection, FeatureContent } from "./collection.ts";

const cities: readonly FeatureContent[] = [
  city("Auenstadt", [11.412, 47.635], 128_400, 512),
  city("Bergfelden", [11.287, 47.702], 34_150, 688),
  city("Hallbruck", [11.538, 47.571], 61_900, 540),
  city("Klein Moos", [11.193, 47.598], 8720, 731),
  city("Lindach", [11.621, 47.668], 22_310, 498),
  city("Marksee", [11.346, 47.548], 15_480, 604),
  city("Neu Auen", [11.455, 47.742], 47_260, 487),
  city("Oberhofen", [11.084, 47.655], 6310, 812),
  city("Sankt Velt", [11.702, 47.593], 12_940, 571),
  city("Talheim", [11.577, 47.781], 29_870, 462),
];

export const citiesCollection: Collection = {
  id: "cities",
  title: "Cities",
  description: "Cities of the Auen valley with their inhabitants. Made-up data.",
  extent: [11.084, 47.548, 11.702, 47.781],
  properties: [
    { name: "name", title: "Name", type: "string" },
    { name: "inhabitants", title: "Inhabitants", type: "integer" },
    { name: "altitudeMetres", title: "Altitude in metres", type: "integer" },
  ],
  features: cities,
};

function city(
  name: string,
  coordinates: readonly [number, number],
  inhabitants: number,
  altitudeMetres: number,
): FeatureContent {
  return { geometry: { type: "Point", coordinates }, properties: { name, inhabitants, altitudeMetres } };
}
