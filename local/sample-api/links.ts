/** Links, as OGC API resources have them. */
import type { SampleRequest } from "./request.ts";

/** A link (OGC 19-072, link schema). */
export interface Link {
  readonly rel: string;
  readonly href: string;
  readonly type?: string;
  readonly title?: string;
}

/** Relation types that OGC API – Processes and Features define as addresses. */
export const relations = {
  execute: "http://www.opengis.net/def/rel/ogc/1.0/execute",
  jobList: "http://www.opengis.net/def/rel/ogc/1.0/job-list",
  processes: "http://www.opengis.net/def/rel/ogc/1.0/processes",
  queryables: "http://www.opengis.net/def/rel/ogc/1.0/queryables",
  results: "http://www.opengis.net/def/rel/ogc/1.0/results",
} as const;

/** The address of a resource: the segments are encoded. */
export function addressOf(request: SampleRequest, ...segments: readonly string[]): string {
  return (
    [request.address, ...segments.map(encodeURIComponent)].join("/") + (segments.length === 0 ? "/" : "")
  );
}

/** An address with query parameters. */
export function withQuery(address: string, parameters: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(parameters).toString();
  return query === "" ? address : `${address}?${query}`;
}

/**
 * The links from a resource to itself and to its page.
 * @param parameters the query parameters that the resource understands; none else is repeated, for a client may
 * have put a credential there
 */
export function ownLinks(
  address: string,
  mediaType: string,
  parameters: Readonly<Record<string, string>> = {},
): Link[] {
  return [
    { rel: "self", type: mediaType, title: "This document", href: withQuery(address, parameters) },
    {
      rel: "alternate",
      type: "text/html",
      title: "This document as a page",
      href: withQuery(address, { ...parameters, f: "html" }),
    },
  ];
}
