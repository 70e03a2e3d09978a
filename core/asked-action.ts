/** From a method, and where that does not tell enough the media type, to the actions asked for. */
import type { AccessRequest } from "./access-request.ts";
import type { Action } from "./settings/access-rules.ts";

const actionOfMethod: Readonly<Record<string, readonly Action[]>> = {
  GET: ["read"],
  HEAD: ["read"],
  POST: ["create"],
  PUT: ["update"],
  PATCH: ["update"],
  DELETE: ["delete"],
};

/** What a method asks of an item (OGC 20-002r1); HEAD is GET, and what has no meaning here is `manage`. */
export function methodAction(method: string): readonly Action[] {
  return actionOfMethod[method] ?? ["manage"];
}

/** What pygeoapi takes for a new feature: this very text, without parameters and in these letters. */
const creates = "application/geo+json";

/** Media types that say that a POST on items is a query and nothing else (OGC 19-079r2, pygeoapi's own rule). */
const queries = new Set([
  "application/query-cql-json",
  "application/cql2+json",
  "application/x-www-form-urlencoded",
]);

/**
 * What a POST on items asks for, as far as the headers tell: an authorizer never sees the body. pygeoapi creates when
 * the header is exactly `application/geo+json` and reads otherwise, also with parameters or in other letters; other
 * servers create from these, and from `application/json`. What cannot be told apart needs both.
 */
export function bodyMeaning(request: AccessRequest): readonly Action[] {
  const [value = "", ...others] = request.headers.get("content-type") ?? [];
  if (others.length > 0) return ["read", "create"];
  if (value === creates) return ["create"];
  return queries.has(mediaType(value)) ? ["read"] : ["read", "create"];
}

function mediaType(value: string): string {
  return (value.split(";")[0] ?? "").trim().toLowerCase();
}
