/** The port to wherever API keys are kept. */
import type { Deadline } from "#core/deadline";
import type { UnusableKey } from "./key-record.ts";
import type { MalformedKey } from "./managed-key.ts";

/** What is known of a valid key; never the key. It never changes: who sees the same object again, knows the key again. */
export interface KnownKey {
  /** The name that access rules mean; of a managed key it outlives a rotation. */
  readonly name: string;
  /** The id of a managed key; of a static one, its name. */
  readonly id: string;
  readonly scopes: readonly string[];
}

/** Why a key is not valid, as a reason code for the log. */
export interface RejectedKey {
  readonly rejected: MalformedKey["rejected"] | UnusableKey | "api_key_unknown" | "api_key_mismatch";
}

/** Knows API keys. */
export interface ApiKeyStore {
  /**
   * Whose key it is, or why it is not valid; `api_key_mismatch` is a managed key of a known id with another secret.
   * Compares in constant time.
   * @param key not empty, and not longer than a key can be
   * @throws Fault when the keys cannot be read, so that nobody can say
   */
  find(key: string, deadline: Deadline): Promise<KnownKey | RejectedKey>;
}
