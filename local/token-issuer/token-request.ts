/** What a client asks of the token endpoint, or why it is refused. */
import { presentedCredentials, sameSecret } from "./client-authentication.ts";

/** The one client that the issuer knows, made at its start. */
export interface IssuerClient {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A request as it arrived. */
export interface TokenRequest {
  readonly contentType: string | undefined;
  readonly authorization: string | undefined;
  /** `undefined`: larger than allowed. */
  readonly body: string | undefined;
}

/** What is granted: the space-separated scopes, and the audience where the client names one. */
export interface TokenGrant {
  readonly scope: string | undefined;
  readonly audience: string | undefined;
}

/** A refusal in the words of RFC 6749 section 5.2. */
export interface TokenRefusal {
  readonly status: 400 | 401;
  readonly error:
    | "invalid_request"
    | "invalid_client"
    | "invalid_scope"
    | "invalid_target"
    | "unsupported_grant_type";
  readonly description: string;
  /** True where the client used the `Authorization` header: the answer then has a challenge. */
  readonly challenge?: boolean;
}

/** Scope tokens, separated by single spaces (RFC 6749 section 3.3). */
const scopeSyntax = /^[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*$/;

/**
 * Judges a request for the client credentials grant (RFC 6749 section 4.4). Every scope is granted: this issuer
 * is for development. `resource` names the audience (RFC 8707 section 2).
 */
export function judgeTokenRequest(request: TokenRequest, client: IssuerClient): TokenGrant | TokenRefusal {
  const form = formOf(request);
  if ("error" in form) return form;
  const credentials = presentedCredentials(request.authorization, form);
  if (credentials === "several") return invalid("client credentials both in the header and in the form");
  const known =
    credentials !== undefined &&
    sameSecret(credentials.clientId, client.clientId) &&
    sameSecret(credentials.clientSecret, client.clientSecret);
  if (!known) {
    const challenge = credentials?.inHeader === true;
    return { status: 401, error: "invalid_client", description: "unknown client or wrong secret", challenge };
  }
  const grantType = form.get("grant_type");
  if (grantType === undefined) return invalid("grant_type is missing");
  if (grantType !== "client_credentials") {
    return refusal("unsupported_grant_type", "only client_credentials is supported");
  }
  const scope = form.get("scope");
  if (scope !== undefined && !scopeSyntax.test(scope)) {
    return refusal("invalid_scope", "scopes are visible ASCII characters, separated by single spaces");
  }
  const audience = form.get("resource");
  if (audience !== undefined && (!URL.canParse(audience) || audience.includes("#"))) {
    return refusal("invalid_target", "resource must be an absolute address without fragment");
  }
  return { scope, audience };
}

/** The form's parameters; empty ones count as absent, and none may be given twice (RFC 6749 section 3.2). */
function formOf({ contentType, body }: TokenRequest): ReadonlyMap<string, string> | TokenRefusal {
  const [mediaType = ""] = (contentType ?? "").split(";");
  if (mediaType.trim().toLowerCase() !== "application/x-www-form-urlencoded") {
    return invalid("the body must be application/x-www-form-urlencoded");
  }
  if (body === undefined) return invalid("the body is too large");
  const form = new Map<string, string>();
  const seen = new Set<string>();
  for (const [name, value] of new URLSearchParams(body)) {
    if (seen.has(name)) return invalid("a parameter is given twice");
    seen.add(name);
    if (value !== "") form.set(name, value);
  }
  return form;
}

function invalid(description: string): TokenRefusal {
  return refusal("invalid_request", description);
}

function refusal(error: TokenRefusal["error"], description: string): TokenRefusal {
  return { status: 400, error, description };
}
