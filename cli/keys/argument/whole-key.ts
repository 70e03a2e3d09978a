/** Keeps whole keys off the command line, and out of whatever a command says. */
import { managedKeyId } from "#core/authenticate/api-key/managed-key";
import { CommandRefusal } from "../../terminal.ts";

/** Also what is a key but for a slip: a piece of a secret is a leak as well. */
const nearlyKey = /ogc_[a-z][a-z0-9]*_[a-z2-7]{20,}/gi;

/** The text with every managed key masked, and with what is left of one. */
export const withoutKeys = (text: string): string => text.replace(nearlyKey, "ogc_…");

/**
 * Refuses a text that holds a key; the key's id, which is no secret, is told so that the operator can go on.
 * @param meant what the text should have been, such as `an id or a name`
 */
export function refuseWholeKey(text: string, meant: string): void {
  if (text.search(nearlyKey) === -1) return;
  const [, environment = ""] = text.split("_");
  const read = managedKeyId(text, environment);
  throw new CommandRefusal(
    [
      `give ${meant}, never the key itself: a command line stays in the shell's history, and others on this machine see it`,
      "id" in read
        ? `this key's id is ${read.id}; if it is in use, replace it: ogc-api-authorizer keys rotate ${read.id} --overlap 0`
        : "this is not a whole key, so that its id is not told; find it by ogc-api-authorizer keys list",
    ].join("\n"),
  );
}
