/** One row of the table of routes: a path, what it names, and what each method asks of it. */
import type { Asks } from "#core/asked-action";

/** Resource types that the policy sees; `unknown` is what the table does not know, and the policy refuses it. */
export type ResourceType =
  | "landing-page"
  | "conformance"
  | "api-definition"
  | "tile-matrix-sets"
  | "health"
  | "styles"
  | "assets"
  | "administration"
  | "mcp"
  | "collections"
  | "collection"
  | "collection-part"
  | "items"
  | "item"
  | "all-collections"
  | "processes"
  | "process"
  | "execution"
  | "jobs"
  | "job"
  | "job-results"
  | "unknown";

/** The ids that a path can name; any other parameter of a template stands for a segment that nobody needs. */
export const namedIds = ["collection", "item", "process", "job"] as const;
export type NamedId = (typeof namedIds)[number];

/** A row. */
export interface Route {
  /** Segments; `{name}` stands for any one, `{name+}` at the end for one or more. */
  readonly path: string;
  readonly type: ResourceType;
  readonly asks: Asks;
  /** The standard and its clause or requirements class, or the server and the file that says so. */
  readonly source: string;
  /** True where a server has it beside the API: at its root, whatever the base path is. */
  readonly besideApi?: boolean;
  /** Segments that no parameter of this path stands for: they would be another server's paths. */
  readonly never?: readonly string[];
}
