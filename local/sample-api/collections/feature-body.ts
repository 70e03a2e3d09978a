/** A feature that a client sends. */
import { isObject, jsonObject } from "../json-object.ts";
import type { Coordinates, FeatureContent, Geometry } from "./collection.ts";

/** How deep the positions of each type of geometry lie (RFC 7946 sections 3.1.2 to 3.1.7). */
const depths: ReadonlyMap<unknown, number> = new Map([
  ["Point", 0],
  ["MultiPoint", 1],
  ["LineString", 1],
  ["MultiLineString", 2],
  ["Polygon", 2],
  ["MultiPolygon", 3],
]);

/**
 * Reads a body as a GeoJSON feature; its id is left out, for the collection gives the id.
 * @returns the feature, or a sentence that says what is wrong
 */
export function featureBody(body: string): FeatureContent | string {
  const feature = jsonObject(body);
  if (feature?.type !== "Feature") return "The body must be a GeoJSON object of type Feature.";
  const { geometry, properties = null } = feature;
  if (!isObject(properties) && properties !== null) {
    return "The feature's properties must be an object or null.";
  }
  if (geometry !== null && !isGeometry(geometry)) {
    return "The feature's geometry must be null or a GeoJSON geometry that is no collection.";
  }
  return { geometry, properties: properties ?? {} };
}

function isGeometry(value: unknown): value is Geometry {
  if (!isObject(value)) return false;
  const depth = depths.get(value.type);
  return depth !== undefined && areCoordinates(value.coordinates, depth);
}

function areCoordinates(value: unknown, depth: number): value is Coordinates {
  if (!Array.isArray(value) || value.length === 0) return false;
  if (depth > 0) return value.every((part) => areCoordinates(part, depth - 1));
  return value.length >= 2 && value.every((part) => Number.isFinite(part));
}
