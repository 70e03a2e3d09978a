/** Tells the operator of a key set that could not be refreshed, while there is still time before its keys are too old. */
import { asFault } from "#core/fault";
import { writeLine } from "./log-line.ts";

/** Writes a warning: requests notice nothing yet, and do when the maximum age is over. */
export function logRefreshFailure(issuer: string, failure: unknown): void {
  const { code, message } = asFault(failure);
  const timestamp = new Date().toISOString();
  writeLine({ timestamp, level: "WARN", message: "refresh", reason: code, issuer, remedy: message });
}
