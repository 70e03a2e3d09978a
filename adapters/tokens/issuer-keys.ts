/** The keys of one issuer: where they are, how old they may grow, and what they are before anybody was asked. */
import type { TokenSettings } from "#core/settings/tokens";
import { RefreshedValue } from "../refreshed-value.ts";
import type { FetchKeySet } from "./fetch-key-set.ts";
import { publicationTimes } from "./publication-times.ts";
import { type VerificationKeys, verificationKeys } from "./verification-keys.ts";

/** What may be told about an issuer's key set beside the settings. */
export interface KeySetOptions {
  /** The text of a key set that counts as fetched at the start. */
  readonly staticKeySet?: string | undefined;
  /** Told of a fetch in the background that failed: the keys that are known are used until they are too old. */
  readonly onRefreshFailure?: ((failure: unknown) => void) | undefined;
}

/**
 * Keys that are fetched once however many tokens come at once, and again in the background when three quarters of
 * their maximum age are over, so that requests wait for the first fetch alone.
 * @param now milliseconds since 1970-01-01T00:00Z
 */
export function issuerKeys(
  fetch: FetchKeySet,
  settings: TokenSettings,
  now: () => number,
  { staticKeySet, onRefreshFailure }: KeySetOptions,
): RefreshedValue<VerificationKeys> {
  const initial = staticKeySet === undefined ? undefined : verificationKeys(staticKeySet);
  const read = async (timeout: number) => verificationKeys(await fetch(timeout));
  return new RefreshedValue(publicationTimes(settings), read, now, { initial, onFailure: onRefreshFailure });
}
