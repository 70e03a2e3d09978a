/** Routes of OGC API Coverages: of a collection, and of the whole data set. */
import { reads } from "#core/asked-action";
import type { Route } from "./route.ts";

/** Those below `coverage` are of earlier drafts, which servers still follow. */
const paths = [
  "/coverage",
  "/coverage/domainset",
  "/coverage/rangetype",
  "/coverage/rangeset",
  "/coverage/metadata",
  "/coverage/all",
];

export const coverageRoutes: readonly Route[] = paths.flatMap((path): Route[] => {
  const source = "OGC 19-087, draft: requirements class Core, and paths of its drafts before 2022";
  return [
    { path: `/collections/{collection}${path}`, type: "collection-part", asks: reads, source },
    { path, type: "all-collections", asks: reads, source },
  ];
});
