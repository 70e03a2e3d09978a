/** Tells the operator of what failed without any request noticing it. */
import { asFault } from "#core/fault";
import { writeLine } from "./log-line.ts";

/** Writes a warning about a key set: requests notice nothing yet, and do when the maximum age is over. */
export function logRefreshFailure(issuer: string, failure: unknown): void {
  const { code, message } = asFault(failure);
  const timestamp = new Date().toISOString();
  writeLine({ timestamp, level: "WARN", message: "refresh", reason: code, issuer, remedy: message });
}

/** Writes a warning: the day of a key's last use could not be noted, and the key was accepted all the same. */
export function logLastUseFailure(failure: unknown): void {
  const { code, message } = asFault(failure);
  const timestamp = new Date().toISOString();
  writeLine({ timestamp, level: "WARN", message: "lastUse", reason: code, remedy: message });
}
