/** Judges the types of claims that RFC 7519 registers, where no library has done so, and finds what one cannot read. */
import { isJsonObject } from "#core/json-object";

/**
 * True where `sub` and `jti` are texts and `aud` is a text or a list of texts (RFC 7519 sections 4.1.2, 4.1.3, 4.1.7),
 * each where it is given: what aws-jwt-verify asks as well. Times are judged with the times.
 */
export function haveRegisteredTypes({ sub, jti, aud }: Readonly<Record<string, unknown>>): boolean {
  const given = [sub, jti, ...(Array.isArray(aud) ? aud.map((each) => each ?? null) : [aud])];
  return given.every((value) => value === undefined || typeof value === "string");
}

/**
 * True for a token whose `scope` is a list, as Spring Authorization Server writes it. RFC 8693 section 4.2 has one text,
 * and aws-jwt-verify reads no token that has it otherwise.
 */
export function hasListOfScopes(text: string): boolean {
  const [, payload = ""] = text.split(".");
  const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
  return isJsonObject(claims) && Object.hasOwn(claims, "scope") && Array.isArray(claims.scope);
}
