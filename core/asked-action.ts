/** From a method, and where that does not tell enough the media type, to the actions asked for. */
import type { AccessRequest } from "./access-request.ts";
import type { Action } from "./settings/access-rules.ts";

/**
 * What a request asks of the resource that its path names: never an empty list, and `undefined` for a method that
 * means nothing there.
 */
export type Asks = (request: AccessRequest) => readonly Action[] | undefined;

const actionOfMethod: Readonly<Record<string, readonly Action[]>> = {
  GET: ["read"],
  HEAD: ["read"],
  POST: ["create"],
  PUT: ["update"],
  PATCH: ["update"],
  DELETE: ["delete"],
};

const manage: readonly Action[] = ["manage"];

/**
 * What a method asks of an item (OGC 20-002r1); HEAD is GET, and what has no meaning here is `manage`. A server may let
 * a PUT create what is not there (/per/create-replace-delete/put-create): whoever may update then gives it its id.
 */
export function methodAction(method: string): readonly Action[] {
  return actionOfMethod[method] ?? manage;
}

/** What each of these methods asks, where HEAD is GET; of any other, `otherwise`. */
export function byMethod(
  actions: Readonly<Record<string, readonly Action[]>>,
  otherwise?: readonly Action[],
): Asks {
  const table = new Map(Object.entries(actions));
  const get = table.get("GET");
  if (get !== undefined) table.set("HEAD", get);
  return ({ method }) => table.get(method) ?? otherwise;
}

/** Asks of what is only ever read. */
export const reads = byMethod({ GET: ["read"] });

/** Asks of what is read by a query that is too long for an address as well. */
export const queries = byMethod({ GET: ["read"], POST: ["read"] });

/** Asks of what is read, and deployed, replaced or removed by any other method. */
export const readsOrManages = byMethod({ GET: ["read"] }, manage);

/** Asks of what belongs to those who run the API. */
export const manages: Asks = () => manage;

/** Asks of an item (OGC 20-002r1). */
export const changesItem: Asks = ({ method }) => methodAction(method);

/** Asks of the items of a collection. */
export const changesItems: Asks = (request) =>
  request.method === "POST" ? bodyMeaning(request) : methodAction(request.method);

/** What pygeoapi takes for a new feature: this very text, without parameters and in these letters. */
const creates = "application/geo+json";

/**
 * Media types that say that a POST on items is a query and nothing else: pygeoapi reads for them, and no framework
 * takes them for JSON. `application/cql2+json` is not among them: FastAPI reads any `+json` as JSON, so that
 * stac-fastapi creates an item from it.
 */
const queryTypes = new Set(["application/query-cql-json", "application/x-www-form-urlencoded"]);

/**
 * What a POST on items asks for, as far as the headers tell: an authorizer never sees the body. pygeoapi creates when
 * the header is exactly `application/geo+json` and reads otherwise, also with parameters or in other letters; other
 * servers create from these, and from `application/json`. What cannot be told apart needs both.
 */
export function bodyMeaning(request: AccessRequest): readonly Action[] {
  const [value = "", ...others] = request.headers.get("content-type") ?? [];
  // A comma joins several values, of which a server may take any: browsers take the last (Fetch, "extract a MIME type").
  if (others.length > 0 || value.includes(",")) return ["read", "create"];
  if (value === creates) return ["create"];
  return queryTypes.has(mediaType(value)) ? ["read"] : ["read", "create"];
}

function mediaType(value: string): string {
  return (value.split(";")[0] ?? "").trim().toLowerCase();
}
