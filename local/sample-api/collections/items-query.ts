/** Which features of a collection a client asks for. */
import { type BoundingBox, boundingBox, intersects } from "./bounding-box.ts";
import type { Collection, Feature } from "./collection.ts";
import { holdsIn, type TimeInterval, timeInterval } from "./time-interval.ts";

/** A query that can be answered. */
export interface ItemsQuery {
  readonly limit: number;
  readonly offset: number;
  /** The parameters that were understood, as given, without `limit` and `offset`: for links to other pages. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Whether a feature is asked for. */
  matches(feature: Feature): boolean;
}

export const defaultLimit = 10;
export const largestLimit = 100;

/**
 * Reads the parameters of `/collections/{id}/items` (OGC 17-069r4 sections 7.15.2 to 7.15.5, and queryables as
 * parameters, OGC 19-079r2). A limit above the largest one is lowered; parameters that the API does not know are
 * ignored, which its definition says.
 * @returns the query, or a sentence that says what is wrong
 */
export function itemsQuery(query: ReadonlyMap<string, string>, collection: Collection): ItemsQuery | string {
  const limit = wholeNumber(query.get("limit") ?? String(defaultLimit));
  if (limit === undefined || limit < 1) return "The parameter limit must be a whole number from 1.";
  const offset = wholeNumber(query.get("offset") ?? "0");
  if (offset === undefined) return "The parameter offset must be a whole number from 0.";
  const [bbox, datetime] = [query.get("bbox"), query.get("datetime")];
  const box = bbox === undefined ? undefined : boundingBox(bbox);
  if (bbox !== undefined && box === undefined) {
    return "The parameter bbox must be four numbers (west, south, east, north) or six with heights.";
  }
  const interval = datetime === undefined ? undefined : timeInterval(datetime);
  if (datetime !== undefined && interval === undefined) {
    return "The parameter datetime must be an RFC 3339 date or date-time, or an interval of two with a slash.";
  }
  const filters = collection.properties.flatMap(({ name }) => {
    const value = query.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    limit: Math.min(limit, largestLimit),
    offset,
    parameters: {
      ...(bbox !== undefined && { bbox }),
      ...(datetime !== undefined && { datetime }),
      ...Object.fromEntries(filters),
    },
    matches: (feature) =>
      isInside(feature, box) &&
      isThen(feature, collection.timeProperty, interval) &&
      filters.every(
        ([name, value]) => name in feature.properties && String(feature.properties[name]) === value,
      ),
  };
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function isInside({ geometry }: Feature, box: BoundingBox | undefined): boolean {
  return box === undefined || (geometry !== null && intersects(geometry, box));
}

function isThen(
  { properties }: Feature,
  name: string | undefined,
  interval: TimeInterval | undefined,
): boolean {
  return interval === undefined || name === undefined || holdsIn(properties[name], interval);
}
