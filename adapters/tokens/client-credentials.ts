/** The client that may introspect tokens: read from a secret, kept for a while, and shown as the server wants it. */
import { Fault } from "#core/fault";
import { isJsonObject } from "#core/json-object";
import type { IntrospectionSettings } from "#core/settings/tokens/introspection";
import { RefreshedValue } from "../refreshed-value.ts";
import type { ReadSecret } from "../secrets/secrets-manager.ts";

/** A client of the authorization server (RFC 6749 section 2.3.1). */
export interface ClientCredentials {
  readonly id: string;
  readonly secret: string;
}

/**
 * Milliseconds: credentials work no longer than `maximumAge` after they were replaced, since the server refuses them
 * and they are read anew at once; a failed or futile read is not tried again before `cooldown`.
 */
const times = { maximumAge: 300_000, cooldown: 2000, timeout: 1500 };

/** Characters of both (RFC 6749 appendices A.1 and A.2, `VSCHAR`). */
const printable = /^[\x20-\x7E]+$/;

/** Longest of either, in characters: servers take no header that is much longer than both together. */
const longest = 2048;

/**
 * The credentials in the text of a secret, `{"client_id": "…", "client_secret": "…"}`; other members mean nothing.
 * @param setting the setting that names the secret, for the message of a fault
 * @param now milliseconds since 1970-01-01T00:00Z
 * @returns a value that throws Fault `secret_unavailable` or `secret_invalid`, neither of which shows anything of it
 */
export function clientCredentials(
  readSecret: ReadSecret,
  setting: string,
  now: () => number,
): RefreshedValue<ClientCredentials> {
  return new RefreshedValue(
    times,
    async (milliseconds) => {
      const credentials = credentialsIn((await readSecret("AWSCURRENT", milliseconds))?.text ?? "");
      if (credentials !== undefined) return credentials;
      throw new Fault(
        "secret_invalid",
        `the secret of ${setting} holds no client: store {"client_id": "…", "client_secret": "…"} as its text`,
      );
    },
    now,
  );
}

/**
 * How a client shows its secret: by HTTP Basic, of which RFC 6749 section 2.3.1 wants both parts form-urlencoded
 * first, since an id may hold a colon; or in the form itself.
 */
export function clientAuthentication(
  { id, secret }: ClientCredentials,
  method: IntrospectionSettings["clientAuthentication"],
): { readonly headers: Readonly<Record<string, string>>; readonly form: Readonly<Record<string, string>> } {
  if (method === "client_secret_post") return { headers: {}, form: { client_id: id, client_secret: secret } };
  const pair = `${formUrlEncoded(id)}:${formUrlEncoded(secret)}`;
  return { headers: { authorization: `Basic ${Buffer.from(pair).toString("base64")}` }, form: {} };
}

function credentialsIn(text: string): ClientCredentials | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // The parser's message would quote the secret.
    return undefined;
  }
  if (!isJsonObject(json)) return undefined;
  const { client_id: id, client_secret: secret } = json;
  return isCredential(id) && isCredential(secret) ? { id, secret } : undefined;
}

function isCredential(value: unknown): value is string {
  return typeof value === "string" && value.length <= longest && printable.test(value);
}

/** One value as `application/x-www-form-urlencoded` writes it (RFC 6749 appendix B). */
function formUrlEncoded(text: string): string {
  return new URLSearchParams([["", text]]).toString().slice(1);
}
