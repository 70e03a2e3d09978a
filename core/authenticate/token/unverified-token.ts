/** The gates that a token passes before anybody looks for a key: they cost microseconds and call nobody. */
import { isJsonObject } from "#core/json-object";
import type { IssuerSettings } from "#core/settings/tokens/issuer";
import { canonicalOctets } from "./base64url.ts";
import { mayHaveInheritedNames, withoutInheritedNames } from "./inherited-names.ts";
import { isTextNestedTooDeep } from "./nesting.ts";

/** A token of a known issuer whose signature nobody has verified yet. */
export interface UnverifiedToken {
  readonly text: string;
  readonly header: Readonly<Record<string, unknown>>;
  /** Read here once and for all, and nobody's word before the signature is verified. */
  readonly claims: Readonly<Record<string, unknown>>;
  readonly issuer: IssuerSettings;
  /** What was signed: header and payload as they are written (RFC 7515 section 5.2). */
  readonly signingInput: Uint8Array;
  readonly signature: Uint8Array;
}

/**
 * Header parameters that would let a token bring or choose its own key, or change how it is read: `crit` and `b64`
 * (RFC 7515 section 4.1.11, RFC 7797), `jku`, `jwk`, `x5u` (RFC 7515 sections 4.1.2, 4.1.3, 4.1.5), `zip`, and `cty`, by
 * which a payload says that it is another token (RFC 7519 section 5.2). `x5c` and `x5t` are passed over: keys are
 * chosen from the issuer's set alone.
 */
const refusedParameters = ["crit", "b64", "jku", "jwk", "x5u", "zip", "cty"];

/**
 * Reads a token without trusting it. The issuer is looked up before anything else of the payload is used, because
 * whatever is kept per issuer must not grow with what strangers send.
 * @param issuers the configured issuers by their `iss`
 * @returns the token, or a reason code
 */
export function unverifiedToken(
  text: string,
  issuers: ReadonlyMap<string, IssuerSettings>,
): UnverifiedToken | { readonly rejected: string } {
  const parts = text.split(".");
  const [header, payload, signature] = parts;
  if (parts.length !== 3 || !header || !payload || !signature) return { rejected: "token_not_jwt" };
  const octets = Buffer.from(text);
  // As many octets as characters: all of it is ASCII.
  const decoded = octets.length === text.length ? [header, payload, signature].map(canonicalOctets) : [];
  const [headerOctets, payloadOctets, signatureOctets] = decoded;
  if (headerOctets === undefined || payloadOctets === undefined || signatureOctets === undefined)
    return { rejected: "token_encoding" };

  // Of a member that comes twice the last one counts (RFC 7519 section 4), and there is no later parser of the token.
  const [headerText, claimsText] = [utf8Text(headerOctets), utf8Text(payloadOctets)];
  const headerJson = jsonObject(headerText);
  const claims = jsonObject(claimsText);
  if (headerJson === undefined || claims === undefined) return { rejected: "token_not_jwt" };
  if (isTextNestedTooDeep(headerText, headerJson) || isTextNestedTooDeep(claimsText, claims))
    return { rejected: "token_too_deep" };
  const issuer = typeof claims.iss === "string" ? issuers.get(claims.iss) : undefined;
  if (issuer === undefined) return { rejected: "token_issuer_unknown" };
  const algorithms: readonly unknown[] = issuer.algorithms;
  if (!algorithms.includes(headerJson.alg)) return { rejected: "token_algorithm" };
  if (refusedParameters.some((name) => Object.hasOwn(headerJson, name)))
    return { rejected: "token_header_parameter" };
  if (typeof claims.exp !== "number" || !Number.isFinite(claims.exp))
    return { rejected: "token_without_expiry" };
  if (mayHaveInheritedNames(claimsText)) withoutInheritedNames(claims);
  const signingInput = octets.subarray(0, header.length + 1 + payload.length);
  return { text, header: headerJson, claims, issuer, signingInput, signature: signatureOctets };
}

/** True for what claims to be a JWT: three parts, of which the first is a JSON object (RFC 7519 section 7.2). */
export function isJwt(text: string): boolean {
  const parts = text.split(".");
  return parts.length === 3 && jsonObject(utf8Text(Buffer.from(parts[0] ?? "", "base64url"))) !== undefined;
}

/** UTF-8 to the letter: a byte order mark is no JSON (RFC 8259 section 8.1). Some parsers pass over it; all must read the same. */
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The text, or the empty one, which is no JSON. */
function utf8Text(octets: Uint8Array): string {
  try {
    return utf8.decode(octets);
  } catch {
    return "";
  }
}

function jsonObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return isJsonObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}
