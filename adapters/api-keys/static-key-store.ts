/** Finds static API keys in a secret: the current version's and, for a while, those of the version before. */
import { timingSafeEqual } from "node:crypto";
import type { ApiKeyRecord, ApiKeyStore } from "#core/authenticate/api-key";
import { type Deadline, shareOf } from "#core/deadline";
import { Fault } from "#core/fault";
import type { ApiKeySettings } from "#core/settings/credentials";
import type { ReadSecret, SecretVersion } from "../secrets/secrets-manager.ts";
import { keyDigest, type StaticKeys, staticKeys } from "./static-key-secret.ts";

/** Longest wait for Secrets Manager, in milliseconds; the decision's deadline may make it shorter. */
const secretTimeout = 1500;

/** Milliseconds since 1970-01-01T00:00Z. */
type Clock = () => number;

interface LoadedKeys {
  readonly versions: readonly { readonly keys: StaticKeys; readonly honouredUntil: number }[];
  readonly staleAt: number;
}

/**
 * A store that reads the secret once, keeps it for `refreshSeconds` and not a second longer: when Secrets Manager is
 * down, keys that are older are a fault and never an allow.
 */
export function staticKeyStore(settings: ApiKeySettings, readSecret: ReadSecret, now: Clock): ApiKeyStore {
  let loaded: LoadedKeys | undefined;
  let loading: Promise<LoadedKeys> | undefined;

  async function keys(deadline: Deadline): Promise<LoadedKeys> {
    if (loaded !== undefined && now() < loaded.staleAt) return loaded;
    loading ??= load(settings, readSecret, now, shareOf(deadline, secretTimeout)).finally(() => {
      loading = undefined;
    });
    loaded = await loading;
    return loaded;
  }

  return {
    async find(key, deadline) {
      for (const version of (await keys(deadline)).versions) {
        const record = now() < version.honouredUntil ? recordOf(version.keys, key) : undefined;
        if (record !== undefined) return record;
      }
      return undefined;
    },
  };
}

/** The look-up is by a digest that nobody can compute without the pepper; the comparison takes constant time. */
function recordOf({ pepper, byDigest }: StaticKeys, key: string): ApiKeyRecord | undefined {
  const digest = keyDigest(pepper, key);
  const found = byDigest.get(digest.toString("base64"));
  return found !== undefined && timingSafeEqual(found.digest, digest) ? found.record : undefined;
}

async function load(
  settings: ApiKeySettings,
  readSecret: ReadSecret,
  now: Clock,
  timeout: number,
): Promise<LoadedKeys> {
  const overlap = settings.previousKeysHonouredForSeconds * 1000;
  const current = await readSecret("AWSCURRENT", timeout);
  if (current === undefined) {
    throw new Fault("secret_invalid", "the API key secret has no text: store the JSON as its secret string");
  }
  const versions = [{ keys: staticKeys(current.text), honouredUntil: Number.POSITIVE_INFINITY }];
  const overlapEnd = current.createdAt + overlap;
  if (now() < overlapEnd) {
    const previous = await readSecret("AWSPREVIOUS", timeout);
    const keys = previous && previousKeys(previous);
    if (keys) versions.push({ keys, honouredUntil: overlapEnd });
  }
  return { versions, staleAt: now() + settings.refreshSeconds * 1000 };
}

/** A version that was never usable has no keys to honour: a secret's first text often is a placeholder. */
function previousKeys({ text }: SecretVersion): StaticKeys | undefined {
  try {
    return staticKeys(text);
  } catch {
    return undefined;
  }
}
