/** The `method-api-jwt` input document: method, path and the token itself, which the policy decodes. */
import type { AccessRequest } from "#core/access-request";
import { bearerCredentials } from "#core/authenticate/bearer-credentials";

/** The document; it goes wherever the policy engine sends it, so the engine's decision log may hold the token. */
export interface MethodApiJwtInput {
  readonly method: string;
  /** The decoded path, with the slash at its end where it has one. */
  readonly api: string;
  readonly jwt: { readonly tokenValue: string };
}

/**
 * The document about a request whose token has been verified. The token is read anew from the request, so that no
 * principal ever holds it. `api` is decoded as Starlette's `request.url.path` is; decoding is safe because no segment
 * of a canonical path holds an encoded `/`, `?`, `#` or `%`.
 * @returns `undefined` where the request has no bearer token
 */
export function methodApiJwtInput(request: AccessRequest): MethodApiJwtInput | undefined {
  const [value, ...others] = request.headers.get("authorization") ?? [];
  const token = value === undefined || others.length > 0 ? undefined : bearerCredentials(value);
  if (token === undefined || token === "") return undefined;
  const { method, path, segments } = request;
  const slash = path.length > 1 && path.endsWith("/") ? "/" : "";
  return { method, api: `/${segments.join("/")}${slash}`, jwt: { tokenValue: token } };
}
