/** What a collection of features is made of. */

/** A position: longitude and latitude in degrees (WGS 84), and whatever follows. */
export type Position = readonly number[];

/** Coordinates of any depth. */
export type Coordinates = Position | readonly Coordinates[];

/** A geometry of GeoJSON (RFC 7946), without geometry collections. */
export interface Geometry {
  readonly type: string;
  readonly coordinates: Coordinates;
}

/** What a feature is without the id that its collection gives it. */
export interface FeatureContent {
  readonly geometry: Geometry | null;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A feature of GeoJSON. */
export interface Feature extends FeatureContent {
  readonly type: "Feature";
  readonly id: string;
}

/** A property of a collection's features, by which they can be filtered. */
export interface Property {
  readonly name: string;
  readonly title: string;
  readonly type: "string" | "number" | "integer";
  readonly format?: "date";
}

/** A collection as it begins. */
export interface Collection {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** West, south, east and north in degrees. */
  readonly extent: readonly [number, number, number, number];
  readonly properties: readonly Property[];
  /** The property that tells when a feature holds, an ISO 8601 date. */
  readonly timeProperty?: string;
  readonly features: readonly FeatureContent[];
}
