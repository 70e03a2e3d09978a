/** Bounding boxes: of features, and those that clients ask for. */
import type { Coordinates, Geometry, Position } from "./collection.ts";

/** West, south, east and north in degrees; west is greater than east where a box crosses the antimeridian. */
export type BoundingBox = readonly [number, number, number, number];

/**
 * The parameter `bbox` (OGC 17-069r4 section 7.15.3): four numbers, or six with heights, which are left out.
 * @returns `undefined` for anything else
 */
export function boundingBox(text: string): BoundingBox | undefined {
  const numbers = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  if (!numbers.every(Number.isFinite)) return undefined;
  const [a, b, c, d, e, f] = numbers;
  if (a === undefined || b === undefined || c === undefined || d === undefined) return undefined;
  if (numbers.length === 4) return b <= d ? [a, b, c, d] : undefined;
  if (numbers.length !== 6 || e === undefined || f === undefined) return undefined;
  return b <= e && c <= f ? [a, b, d, e] : undefined;
}

/** Whether the box around a geometry and a box have a point in common. */
export function intersects(geometry: Geometry, [west, south, east, north]: BoundingBox): boolean {
  const own = { left: 180, bottom: 90, right: -180, top: -90 };
  for (const [longitude = 0, latitude = 0] of positionsOf(geometry.coordinates)) {
    own.left = Math.min(own.left, longitude);
    own.right = Math.max(own.right, longitude);
    own.bottom = Math.min(own.bottom, latitude);
    own.top = Math.max(own.top, latitude);
  }
  const isAtLongitude =
    west <= east ? own.left <= east && own.right >= west : own.left <= east || own.right >= west;
  return isAtLongitude && own.bottom <= north && own.top >= south;
}

function positionsOf(coordinates: Coordinates): Position[] {
  return isPosition(coordinates) ? [coordinates] : coordinates.flatMap(positionsOf);
}

function isPosition(coordinates: Coordinates): coordinates is Position {
  return typeof coordinates[0] === "number";
}
