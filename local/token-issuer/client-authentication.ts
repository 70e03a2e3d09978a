/** How a client proves at the token endpoint who it is. */
import { createHash, timingSafeEqual } from "node:crypto";

/** A client's credentials, as it presented them. */
export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Whether they came in the `Authorization` header, which decides how a refusal looks. */
  readonly inHeader: boolean;
}

/**
 * The credentials in the `Authorization` header or in the form (RFC 6749 section 2.3.1).
 * @returns `undefined` when there are none that can be read, `several` when there are both, which is not allowed
 */
export function presentedCredentials(
  authorization: string | undefined,
  form: ReadonlyMap<string, string>,
): ClientCredentials | "several" | undefined {
  const clientSecret = form.get("client_secret");
  if (authorization !== undefined) {
    return clientSecret === undefined ? basicCredentials(authorization) : "several";
  }
  const clientId = form.get("client_id");
  if (clientId === undefined || clientSecret === undefined) return undefined;
  return { clientId, clientSecret, inHeader: false };
}

/** Compares in constant time. */
export function sameSecret(presented: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(presented), digest(expected));
}

function basicCredentials(authorization: string): ClientCredentials {
  const nobody = { clientId: "", clientSecret: "", inHeader: true };
  const [, encoded] = /^Basic ([A-Za-z0-9+/]+={0,2})$/i.exec(authorization) ?? [];
  if (encoded === undefined) return nobody;
  const [, id = "", secret = ""] =
    /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, "base64").toString("utf8")) ?? [];
  try {
    return { clientId: formDecoded(id), clientSecret: formDecoded(secret), inHeader: true };
  } catch {
    return nobody; // Not the form encoding that section 2.3.1 asks for.
  }
}

function formDecoded(text: string): string {
  return decodeURIComponent(text.replaceAll("+", " "));
}
