/** Where the backend serves the API, and which of its collections have ids of more than one segment. */
import type { IdLength } from "./routes/route-tree.ts";
import type { Settings } from "./settings/schema.ts";

/** What settings say about the backend's paths. */
export interface ApiLayout {
  /** The segments before every path of the API; none where the API is at the backend's root. */
  readonly basePath: readonly string[];
  /** How many segments of a path, from one on, are the id of a collection. */
  readonly collectionIdLength: IdLength;
}

/** The path below which the backend serves the API, as settings say; `undefined`: at its root. */
export function configuredBasePath({ backend }: Pick<Settings, "backend">): string | undefined {
  return backend.kind === "lambda" ? backend.basePath : undefined;
}

/**
 * Prepares what settings say.
 * @param basePath such as `/geoapi`
 * @param collectionIds ids that hold a `/`; any other collection's id is one segment
 */
export function apiLayout(
  options: { readonly basePath?: string | undefined; readonly collectionIds?: readonly string[] } = {},
): ApiLayout {
  const { basePath = "", collectionIds = [] } = options;
  return {
    basePath: basePath.split("/").filter((segment) => segment !== ""),
    collectionIdLength: idLength(collectionIds),
  };
}

/** The longest configured id that the path begins with; the ids that begin alike are found by their first segment. */
function idLength(ids: readonly string[]): IdLength {
  const byFirst = new Map<string, (readonly string[])[]>();
  for (const id of ids) {
    const segments = id.split("/");
    const alike = byFirst.get(segments[0] ?? "") ?? [];
    byFirst.set(
      segments[0] ?? "",
      [...alike, segments].sort((a, b) => b.length - a.length),
    );
  }
  return (segments, at) => {
    const alike = byFirst.get(segments[at] ?? "") ?? [];
    const found = alike.find((id) => id.every((segment, index) => segments[at + index] === segment));
    return found?.length ?? 1;
  };
}
