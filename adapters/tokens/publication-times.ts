/** How long what an issuer publishes about itself is used: its key set, and its metadata document. */
import type { TokenSettings } from "#core/settings/tokens";
import type { RefreshTimes } from "../refreshed-value.ts";

/** The settings that say it. */
export type PublicationTimeSettings = Pick<
  TokenSettings,
  "jwksMaximumAgeSeconds" | "jwksCooldownSeconds" | "jwksTimeoutMilliseconds"
>;

/** Fetched anew in the background when three quarters of the maximum age are over, so that no request waits. */
export function publicationTimes(settings: PublicationTimeSettings): RefreshTimes {
  const maximumAge = settings.jwksMaximumAgeSeconds * 1000;
  return {
    maximumAge,
    refreshAfter: (maximumAge * 3) / 4,
    cooldown: settings.jwksCooldownSeconds * 1000,
    timeout: settings.jwksTimeoutMilliseconds,
  };
}
