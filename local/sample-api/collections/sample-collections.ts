/** Every collection of the sample API. */
import { citiesCollection } from "./cities.ts";
import type { Collection } from "./collection.ts";
import { lakesCollection } from "./lakes.ts";
import { wellsCollection } from "./wells.ts";

export const sampleCollections: readonly Collection[] = [lakesCollection, citiesCollection, wellsCollection];
