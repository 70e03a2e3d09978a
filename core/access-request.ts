/** What is asked: a request whose path is its own canonical form, or the reason why it is refused. */
import { canonicalSegments } from "./canonical-path.ts";

/** A request as the decision sees it; made by `accessRequest` alone. */
export interface AccessRequest {
  /** One of the methods that API Gateway passes on, in upper case. */
  readonly method: string;
  /** The path as the backend will receive it, still percent-encoded. */
  readonly path: string;
  /** The path's segments, percent-decoded exactly once; a tolerated trailing slash adds none. */
  readonly segments: readonly string[];
  readonly query: Readonly<Record<string, readonly string[]>>;
  /** Every header's distinct values by lower-case name. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly sourceIp: string;
  /** When API Gateway received the request, milliseconds since 1970-01-01T00:00Z. */
  readonly time: number;
}

/** A request before its path and method have been judged. */
export type UnjudgedRequest = Omit<AccessRequest, "segments">;

/** Methods that API Gateway's REST APIs know (Amazon API Gateway developer guide, "Set up a method request"). */
const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/**
 * Headers by which some frameworks let a client ask for another method or path than the request line says. What
 * the policy would be asked about is then not what the backend does.
 */
const overridingHeaders = new Set([
  "x-http-method-override",
  "x-http-method",
  "x-method",
  "x-method-override",
  "x-original-method",
  "x-original-url",
  "x-original-uri",
  "x-rewrite-url",
  "x-forwarded-uri",
]);

/**
 * Judges whether a request can be decided about at all; rejects and never repairs, because an authorizer cannot
 * change what the backend receives.
 * @returns the request with its decoded segments, or a reason code: the request is to be refused with a 403
 */
export function accessRequest(request: UnjudgedRequest): AccessRequest | { readonly refused: string } {
  if (!methods.has(request.method)) return { refused: "method_unknown" };
  for (const name of request.headers.keys()) {
    // WSGI makes one variable of a name with hyphens and the same name with underscores (PEP 3333).
    if (overridingHeaders.has(name.includes("_") ? name.replaceAll("_", "-") : name))
      return { refused: "method_override" };
  }
  const segments = canonicalSegments(request.path);
  if (segments === undefined) return { refused: "path_not_canonical" };
  return { ...request, segments };
}
