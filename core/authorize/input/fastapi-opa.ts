/** The `fastapi-opa` input document: what fastapi-opa, and so fastgeoapi, asks a policy of the user's own. */
import type { AccessRequest } from "#core/access-request";
import type { Principal } from "#core/principal";

/** Claims at the top level, and these two, which take the place of claims of the same name. */
export interface FastApiOpaInput {
  readonly request_method: string;
  /** The path's segments, decoded; a slash at the end of the path makes a last one that is empty. */
  readonly request_path: readonly string[];
  readonly [claim: string]: unknown;
}

/**
 * The document, with its members in the order in which a Python `dict` would hold them: a claim that is overwritten
 * keeps its place. An API key is what fastapi-opa makes of its own (fastapi-opa 2.0.1, `auth_api_key.py` and
 * `opa_middleware.py`).
 * @param basePath segments that are left out of `request_path`; none: the path is told as a whole
 * @returns `undefined` for a path outside of `basePath`, which would be told like one inside
 */
export function fastApiOpaInput(
  request: AccessRequest,
  principal: Principal,
  basePath: readonly string[] = [],
): FastApiOpaInput | undefined {
  const path = pathBelow(basePath, request);
  if (path === undefined) return undefined;
  const who = principal.kind === "api-key" ? { user: "APIKey", client: request.sourceIp } : principal.claims;
  return { ...who, request_method: request.method, request_path: path };
}

/** As Python's `path.split("/")[1:]` has it: a slash at the end leaves an empty text, and `/` is one as well. */
function pathBelow(
  basePath: readonly string[],
  { path, segments }: AccessRequest,
): readonly string[] | undefined {
  if (basePath.some((segment, index) => segments[index] !== segment)) return undefined;
  const below = segments.slice(basePath.length);
  return below.length === 0 || path.endsWith("/") ? [...below, ""] : below;
}
