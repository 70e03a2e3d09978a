/** The document that the policy is asked about: the contract with everybody who writes Rego. */
import type { AccessRequest } from "#core/access-request";
import type { OgcResource } from "#core/ogc-resource";
import type { Principal } from "#core/principal";
import type { Action } from "#core/settings/access-rules";

/** The `ogcapi` input document; described for policy authors in policy/README.md. */
export interface OgcApiInput {
  readonly request: {
    readonly method: string;
    readonly path: string;
    /** The path's segments, percent-decoded once. */
    readonly segments: readonly string[];
    /** Every query parameter with all of its values, decoded. */
    readonly query: Readonly<Record<string, readonly string[]>>;
    /** The allow-listed headers by lower-case name; of a repeated one all values, joined by ", ". */
    readonly headers: Readonly<Record<string, string>>;
    readonly sourceIp: string;
    /** Milliseconds since 1970-01-01T00:00Z: the built-ins that parse dates are not in WebAssembly. */
    readonly time: number;
  };
  /** `type` always; the other members where the path names one. */
  readonly resource: {
    readonly type: OgcResource["type"];
    readonly collection?: string;
    readonly item?: string;
    readonly process?: string;
    readonly job?: string;
    readonly owner?: string;
    readonly action: Action;
  };
  readonly principal: Principal;
}

/**
 * The input document for one action.
 * @param headerNames lower-case names of the headers that the policy may see
 */
export function ogcApiInput(
  request: AccessRequest,
  resource: OgcResource,
  action: Action,
  principal: Principal,
  headerNames: readonly string[],
): OgcApiInput {
  const { actions: _actions, ...named } = resource;
  return { request: requestInput(request, headerNames), resource: { ...named, action }, principal };
}

/** The part of the document that tells the request; also of a question about many resources. */
export function requestInput(request: AccessRequest, headerNames: readonly string[]): OgcApiInput["request"] {
  const headers: Record<string, string> = {};
  for (const name of headerNames) {
    const values = request.headers.get(name);
    if (values !== undefined) headers[name] = values.join(", ");
  }
  const { method, path, segments, query, sourceIp, time } = request;
  return { method, path, segments, query, headers, sourceIp, time };
}
