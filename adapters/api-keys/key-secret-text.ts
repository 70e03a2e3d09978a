/** From the text of the API key secret to what is kept of it: peppers, and of the static keys only digests. */
import type { KeyObject } from "node:crypto";
import type { KnownKey } from "#core/authenticate/api-key/api-key-store";
import { areKeyScopes, isKeyName } from "#core/authenticate/api-key/key-record";
import { managedKeyPrefix } from "#core/authenticate/api-key/managed-key";
import { isJsonObject } from "#core/json-object";
import { invalidKeySecret, keySecretMembers } from "./key-secret-members.ts";
import { keyDigest, pepperId, pepperKey } from "./peppers.ts";

/** One version of the secret: its peppers, the HMAC-SHA-256 of every static key, and whose it is. */
export interface KeySecret {
  /** The pepper of the static keys, and of the managed ones that are made now. */
  readonly pepper: string;
  /** The same, ready to digest the keys that are shown. */
  readonly pepperKey: KeyObject;
  /** The pepper and the one before, by their ids: those of managed keys. */
  readonly peppers: ReadonlyMap<string, string>;
  readonly names: ReadonlySet<string>;
  readonly byDigest: ReadonlyMap<string, { readonly digest: Buffer; readonly record: KnownKey }>;
}

/** True for a key that a header can carry as it is, and that is not guessed at once. */
export const isStaticKey = (text: string): boolean => /^[\x21-\x7E]{8,512}$/.test(text);

/** Most static keys: for more there are managed keys, which need no redeployment of a secret. */
export const mostStaticKeys = 50;

/**
 * Reads `{"pepper": "…", "previousPepper": "…", "keys": {"<name>": "<key>" | {"key": "<key>", "scopes": ["…"]}}}`.
 * @param managed whether there are managed keys, so that no static one may look like one
 * @throws Fault `secret_invalid` that says what to change and shows nothing of the secret
 */
export function keySecret(text: string, managed = false): KeySecret {
  const { pepper, previousPepper, all } = keySecretMembers(text);
  const entries = Object.entries(object(all.keys, "`keys` must be an object of names and keys"));
  if (entries.length > mostStaticKeys) throw invalidKeySecret(tooMany);

  const byDigest = new Map<string, { digest: Buffer; record: KnownKey }>();
  for (const [id, value] of entries) {
    const { key, scopes, ...others } =
      typeof value === "string" ? { key: value, scopes: [] } : object(value, nameless);
    if (!isKeyName(id)) throw invalidKeySecret(nameless);
    // A misspelt `scopes` would be a key without any, and nobody would know why it is refused.
    if (Object.keys(others).length > 0) throw invalidKeySecret(unknownMember);
    if (typeof key !== "string" || !isStaticKey(key)) throw invalidKeySecret(unlikeKey);
    if (managed && key.startsWith(managedKeyPrefix)) throw invalidKeySecret(likeManaged);
    const digest = keyDigest(pepper, key);
    if (byDigest.has(digest.toString("base64"))) throw invalidKeySecret("two names hold the same key");
    byDigest.set(digest.toString("base64"), { digest, record: { id, name: id, scopes: scopeList(scopes) } });
  }
  return {
    pepper,
    pepperKey: pepperKey(pepper),
    peppers: peppersById(pepper, previousPepper),
    names: new Set(entries.map(([id]) => id)),
    byDigest,
  };
}

function peppersById(pepper: string, previous: string | undefined): ReadonlyMap<string, string> {
  const peppers = new Map([[pepperId(pepper), pepper]]);
  return previous === undefined ? peppers : peppers.set(pepperId(previous), previous);
}

const tooMany = `\`keys\` must not hold more than ${mostStaticKeys} keys: make managed ones by \`ogc-api-authorizer keys create\`, with the setting \`apiKeys.managed\``;

const nameless = "each of `keys` must be a key, or an object with `key` and `scopes`, under a printable name";

const unknownMember = "an object among `keys` must have no members but `key` and `scopes`";

const unlikeKey =
  "every key must have 8 to 512 printable ASCII characters and no space; the empty key is never valid";

const likeManaged = `a static key must not begin with \`${managedKeyPrefix}\`: with the setting \`apiKeys.managed\`, such keys are looked for among the managed ones only. Take it out of \`keys\`, or give its holder another one`;

function scopeList(scopes: unknown): readonly string[] {
  if (scopes === undefined) return [];
  if (!areKeyScopes(scopes)) {
    throw invalidKeySecret(
      "`scopes` must be a list of scopes: printable ASCII without spaces, quotes and backslashes",
    );
  }
  return scopes;
}

function object(value: unknown, remedy: string): Readonly<Record<string, unknown>> {
  if (!isJsonObject(value)) throw invalidKeySecret(remedy);
  return value;
}
