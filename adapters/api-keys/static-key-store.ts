/** Finds static API keys in a secret: the current version's and, for a while, those that it has replaced. */
import { timingSafeEqual } from "node:crypto";
import type { ApiKeyStore, KnownKey } from "#core/authenticate/api-key/api-key-store";
import type { ApiKeySettings } from "#core/settings/credentials";
import type { ApiKeySecret } from "./api-key-secret.ts";
import type { KeySecret } from "./key-secret-text.ts";
import { keyDigestText } from "./peppers.ts";

/**
 * A store of the keys in the secret: when Secrets Manager is down, keys that are too old are a fault and never an
 * allow. A replaced key is looked for only when the current version does not know it, so that the version before can do
 * no harm to the keys of today.
 * @param now milliseconds since 1970-01-01T00:00Z
 */
export function staticKeyStore(
  secret: ApiKeySecret,
  settings: Pick<ApiKeySettings, "previousKeysHonouredForSeconds">,
  now: () => number,
): ApiKeyStore {
  const overlap = settings.previousKeysHonouredForSeconds * 1000;
  return {
    async find(key, deadline) {
      const current = await secret.current.current(deadline);
      const digest = keyDigestText(current.pepperKey, key);
      const found = recordOf(current, digest);
      if (found !== undefined || now() >= current.createdAt + overlap) return found ?? unknown;
      const before = await secret.replaced(current, deadline);
      const replaced =
        before &&
        recordOf(before, before.pepper === current.pepper ? digest : keyDigestText(before.pepperKey, key));
      // A name that is gone was removed, and stops at once; one that is still there has got another key.
      return replaced !== undefined && current.names.has(replaced.id) ? replaced : unknown;
    },
  };
}

const unknown = { rejected: "api_key_unknown" } as const;

/** The look-up is by a digest that nobody can compute without the pepper; the comparison takes constant time. */
function recordOf({ byDigest }: KeySecret, digest: string): KnownKey | undefined {
  const found = byDigest.get(digest);
  const same = found !== undefined && timingSafeEqual(found.digest, Buffer.from(digest, "base64"));
  return same ? found.record : undefined;
}
