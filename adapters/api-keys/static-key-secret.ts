/** From the text of the API key secret to the keys in it, of which only keyed digests are kept. */
import { createHmac } from "node:crypto";
import type { KnownKey } from "#core/authenticate/api-key/api-key-store";
import { areKeyScopes, isKeyName } from "#core/authenticate/api-key/key-record";
import { Fault } from "#core/fault";
import { isJsonObject } from "#core/json-object";

/** The keys of one version of the secret: HMAC-SHA-256 of every key, and whose it is. */
export interface StaticKeys {
  readonly pepper: string;
  readonly names: ReadonlySet<string>;
  readonly byDigest: ReadonlyMap<string, { readonly digest: Buffer; readonly record: KnownKey }>;
}

/** Shortest pepper, in characters; a shorter one can be guessed. */
const shortestPepper = 32;

/** A key that a header can carry as it is, and that is not guessed at once. */
const keySyntax = /^[\x21-\x7E]{8,512}$/;

/** Most static keys: for more there are managed keys, which need no redeployment of a secret. */
const mostKeys = 50;

/**
 * Reads `{"pepper": "…", "keys": {"<name>": "<key>" | {"key": "<key>", "scopes": ["…"]}}}`.
 * @throws Fault `secret_invalid` that says what to change and shows nothing of the secret
 */
export function staticKeys(text: string): StaticKeys {
  const { pepper, keys } = object(parsed(text), "the API key secret must be a JSON object");
  if (typeof pepper !== "string" || pepper.length < shortestPepper) {
    throw invalid(`\`pepper\` must be a string of at least ${shortestPepper} characters`);
  }
  const entries = Object.entries(object(keys, "`keys` must be an object of names and keys"));
  if (entries.length > mostKeys) throw invalid(tooMany);

  const byDigest = new Map<string, { digest: Buffer; record: KnownKey }>();
  for (const [id, value] of entries) {
    const { key, scopes } = typeof value === "string" ? { key: value, scopes: [] } : object(value, nameless);
    if (!isKeyName(id)) throw invalid(nameless);
    if (typeof key !== "string" || !keySyntax.test(key)) {
      throw invalid(
        "every key must have 8 to 512 printable ASCII characters and no space; the empty key is never valid",
      );
    }
    const digest = keyDigest(pepper, key);
    if (byDigest.has(digest.toString("base64"))) throw invalid("two names hold the same key");
    byDigest.set(digest.toString("base64"), { digest, record: { id, name: id, scopes: scopeList(scopes) } });
  }
  return { pepper, names: new Set(entries.map(([id]) => id)), byDigest };
}

/** HMAC-SHA-256 of a key under the pepper (RFC 2104). */
export function keyDigest(pepper: string, key: string): Buffer {
  return createHmac("sha256", pepper).update(key, "utf8").digest();
}

const tooMany = `\`keys\` must not hold more than ${mostKeys} keys: make managed ones by \`ogc-api-authorizer keys create\`, with the setting \`apiKeys.managed\``;

const nameless = "each of `keys` must be a key, or an object with `key` and `scopes`, under a printable name";

function scopeList(scopes: unknown): readonly string[] {
  if (scopes === undefined) return [];
  if (!areKeyScopes(scopes)) {
    throw invalid(
      "`scopes` must be a list of scopes: printable ASCII without spaces, quotes and backslashes",
    );
  }
  return scopes;
}

/** The parser's own message would quote the text, and the text is secret. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid("the API key secret must be JSON");
  }
}

function object(value: unknown, remedy: string): Readonly<Record<string, unknown>> {
  if (!isJsonObject(value)) throw invalid(remedy);
  return value;
}

const invalid = (remedy: string) =>
  new Fault("secret_invalid", `the API key secret cannot be used: ${remedy}`);
