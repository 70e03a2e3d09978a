/** The API key secret, read once for all that need it: static keys, and the peppers of managed ones. */
import type { Deadline } from "#core/deadline";
import { Fault } from "#core/fault";
import type { ApiKeySettings } from "#core/settings/credentials";
import { RefreshedValue } from "../refreshed-value.ts";
import type { ReadSecret, SecretStage, SecretVersion } from "../secrets/secrets-manager.ts";
import { type KeySecret, keySecret } from "./key-secret-text.ts";

/**
 * Milliseconds: how long Secrets Manager may take to answer, and how long a failed read is not tried again, so that an
 * outage becomes no flood of calls.
 */
const [timeout, cooldown] = [1500, 2000];

/** What is current now. */
export interface CurrentSecret extends KeySecret {
  /** When this version was made, milliseconds since 1970-01-01T00:00Z. */
  readonly createdAt: number;
}

/** The secret; what is kept of it is used for `apiKeys.refreshSeconds` and not a second longer. */
export interface ApiKeySecret {
  readonly current: RefreshedValue<CurrentSecret>;
  /**
   * The version that another one has replaced; `undefined` where there is none, or none that was ever usable: a
   * secret's first text often is a placeholder.
   * @param by the version that has replaced it
   * @throws Fault when it cannot be read
   */
  replaced(by: CurrentSecret, deadline: Deadline): Promise<KeySecret | undefined>;
}

/**
 * @param age milliseconds, never put back
 */
export function apiKeySecret(
  settings: ApiKeySettings,
  readSecret: ReadSecret,
  age: () => number,
): ApiKeySecret {
  const managed = settings.managed !== undefined;
  const times = { maximumAge: settings.refreshSeconds * 1000, cooldown, timeout };
  const version = <Kept>(stage: SecretStage, read: (version: SecretVersion | undefined) => Kept) =>
    new RefreshedValue(times, async (milliseconds) => read(await readSecret(stage, milliseconds)), age);
  /** What was current before the version that was made at `by`; read anew when another one has become current. */
  let replaced:
    | { readonly by: number; readonly version: RefreshedValue<{ readonly usable: KeySecret | undefined }> }
    | undefined;

  return {
    current: version("AWSCURRENT", (read) => currentSecret(read, managed)),
    async replaced({ createdAt }, deadline) {
      if (replaced?.by !== createdAt) {
        const previous = version("AWSPREVIOUS", (read) => ({ usable: usableSecret(read, managed) }));
        replaced = { by: createdAt, version: previous };
      }
      return (await replaced.version.current(deadline)).usable;
    },
  };
}

function currentSecret(version: SecretVersion | undefined, managed: boolean): CurrentSecret {
  if (version === undefined) {
    throw new Fault("secret_invalid", "the API key secret has no text: store the JSON as its secret string");
  }
  return { ...keySecret(version.text, managed), createdAt: version.createdAt };
}

function usableSecret(version: SecretVersion | undefined, managed: boolean): KeySecret | undefined {
  try {
    return version && keySecret(version.text, managed);
  } catch {
    return undefined;
  }
}
