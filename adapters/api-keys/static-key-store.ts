/** Finds static API keys in a secret: the current version's and, for a while, those that it has replaced. */
import { timingSafeEqual } from "node:crypto";
import type { ApiKeyStore, KnownKey } from "#core/authenticate/api-key/api-key-store";
import { Fault } from "#core/fault";
import type { ApiKeySettings } from "#core/settings/credentials";
import { RefreshedValue } from "../refreshed-value.ts";
import type { ReadSecret, SecretStage, SecretVersion } from "../secrets/secrets-manager.ts";
import { keyDigest, type StaticKeys, staticKeys } from "./static-key-secret.ts";

/**
 * Milliseconds: how long Secrets Manager may take to answer, and how long a failed read is not tried again, so that an
 * outage becomes no flood of calls.
 */
const [timeout, cooldown] = [1500, 2000];

/**
 * A store that reads the secret once, keeps it for `refreshSeconds` and not a second longer: when Secrets Manager is
 * down, keys that are older are a fault and never an allow. A replaced key is looked for only when the current version
 * does not know it, so that the version before can do no harm to the keys of today.
 * @param now milliseconds since 1970-01-01T00:00Z
 */
export function staticKeyStore(
  settings: ApiKeySettings,
  readSecret: ReadSecret,
  now: () => number,
): ApiKeyStore {
  const times = { maximumAge: settings.refreshSeconds * 1000, cooldown, timeout };
  const overlap = settings.previousKeysHonouredForSeconds * 1000;
  const version = <Keys>(stage: SecretStage, read: (version: SecretVersion | undefined) => Keys) =>
    new RefreshedValue(times, async (milliseconds) => read(await readSecret(stage, milliseconds)), now);
  const current = version("AWSCURRENT", currentKeys);
  /** What was current before the version that was made at `of`; read anew when another one has become current. */
  let previous: { readonly of: number; readonly keys: RefreshedValue<StaticKeys | undefined> } | undefined;

  return {
    async find(key, deadline) {
      const { keys, createdAt } = await current.current(deadline);
      const found = recordOf(keys, key);
      if (found !== undefined || now() >= createdAt + overlap) return found ?? unknown;
      if (previous?.of !== createdAt)
        previous = { of: createdAt, keys: version("AWSPREVIOUS", previousKeys) };
      const before = await previous.keys.current(deadline);
      const replaced = before && recordOf(before, key);
      // A name that is gone was removed, and stops at once; one that is still there has got another key.
      return replaced !== undefined && keys.names.has(replaced.id) ? replaced : unknown;
    },
  };
}

const unknown = { rejected: "api_key_unknown" } as const;

/** The look-up is by a digest that nobody can compute without the pepper; the comparison takes constant time. */
function recordOf({ pepper, byDigest }: StaticKeys, key: string): KnownKey | undefined {
  const digest = keyDigest(pepper, key);
  const found = byDigest.get(digest.toString("base64"));
  return found !== undefined && timingSafeEqual(found.digest, digest) ? found.record : undefined;
}

function currentKeys(version: SecretVersion | undefined) {
  if (version === undefined) {
    throw new Fault("secret_invalid", "the API key secret has no text: store the JSON as its secret string");
  }
  return { keys: staticKeys(version.text), createdAt: version.createdAt };
}

/** A version that was never usable has no keys to honour: a secret's first text often is a placeholder. */
function previousKeys(version: SecretVersion | undefined): StaticKeys | undefined {
  try {
    return version && staticKeys(version.text);
  } catch {
    return undefined;
  }
}
