/** Lakes of the Auen valley; made up, and meant to be public. */
import type { Collection, FeatureContent, Position } from "./collection.ts";

const lakes: readonly FeatureContent[] = [
  lake("Auensee", [11.365, 47.618], [0.031, 0.018], 71, 507),
  lake("Blauer Tumpen", [11.152, 47.574], [0.006, 0.004], 38, 918),
  lake("Fischbacher See", [11.498, 47.693], [0.019, 0.008], 24, 491),
  lake("Grosser Moossee", [11.209, 47.583], [0.024, 0.012], 17, 729),
  lake("Hallsee", [11.561, 47.556], [0.014, 0.017], 55, 538),
  lake("Kaltwasser", [11.067, 47.671], [0.007, 0.009], 46, 1034),
  lake("Kleiner Moossee", [11.238, 47.597], [0.009, 0.006], 11, 727),
  lake("Langer See", [11.642, 47.712], [0.033, 0.006], 29, 474),
  lake("Marksee", [11.331, 47.537], [0.016, 0.011], 63, 601),
  lake("Veltsee", [11.718, 47.604], [0.011, 0.01], 33, 569),
];

export const lakesCollection: Collection = {
  id: "lakes",
  title: "Lakes",
  description: "Lakes of the Auen valley with their outlines. Made-up data.",
  extent: [11.06, 47.525, 11.73, 47.719],
  properties: [
    { name: "name", title: "Name", type: "string" },
    { name: "areaSquareKilometres", title: "Area in square kilometres", type: "number" },
    { name: "maximumDepthMetres", title: "Greatest depth in metres", type: "integer" },
    { name: "altitudeMetres", title: "Altitude in metres", type: "integer" },
  ],
  features: lakes,
};

function lake(
  name: string,
  centre: readonly [number, number],
  radii: readonly [number, number],
  maximumDepthMetres: number,
  altitudeMetres: number,
): FeatureContent {
  const areaSquareKilometres = rounded(Math.PI * kilometres(radii[0], centre[1]) * kilometres(radii[1]), 2);
  return {
    geometry: { type: "Polygon", coordinates: [outline(centre, radii)] },
    properties: { name, areaSquareKilometres, maximumDepthMetres, altitudeMetres },
  };
}

/** A closed ring, counter-clockwise (RFC 7946 section 3.1.6). */
function outline(centre: readonly [number, number], radii: readonly [number, number]): Position[] {
  const corners = 16;
  const ring = Array.from({ length: corners }, (_, corner) => {
    const angle = (2 * Math.PI * corner) / corners;
    const bay = 1 - 0.08 * Math.sin(3 * angle + centre[0]);
    return [
      rounded(centre[0] + radii[0] * bay * Math.cos(angle), 4),
      rounded(centre[1] + radii[1] * bay * Math.sin(angle), 4),
    ];
  });
  return [...ring, ...ring.slice(0, 1)];
}

/** The length of degrees on a meridian, or on the circle of a latitude. */
function kilometres(degrees: number, latitude = 0): number {
  return degrees * 111.2 * Math.cos((latitude * Math.PI) / 180);
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
