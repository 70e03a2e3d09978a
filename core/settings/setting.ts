/** What single settings have in common: their sentence, and the rules for addresses. */
import * as v from "valibot";

/** The sentence about a setting; it becomes its row in docs/settings.md and the editor's tooltip. */
export const about = <Type>(sentence: string) => v.description<Type, string>(sentence);

/** A whole number of the given unit within bounds, both included. */
export const wholeNumber = (unit: string, least: number, most: number) =>
  v.pipe(
    v.number(`must be a whole number of ${unit} from ${least} to ${most}`),
    v.integer(`must be a whole number of ${unit}`),
    v.minValue(least, `must be at least ${least} ${unit}`),
    v.maxValue(most, `must be at most ${most} ${unit}`),
  );

/** True for a host that plain http may address: the machine itself, and nothing a network lies before. */
export const isThisMachine = (hostname: string): boolean =>
  /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/.test(hostname);

/**
 * What a URI is written in (RFC 3986 section 2), after its scheme and `//`. Parsers of the URL standard drop spaces and
 * line ends and read `\` as `/`; who gets the text as it is would read another address, or none.
 */
const uri = /^https?:\/\/[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]+$/i;

/** True for an https address, or an http one of this machine, that holds no user name, password or fragment. */
export function isSafeAddress(text: string): boolean {
  if (!uri.test(text) || !URL.canParse(text)) return false;
  const { protocol, hostname, username, password, hash } = new URL(text);
  if (username !== "" || password !== "" || hash !== "") return false;
  return protocol === "https:" || (protocol === "http:" && isThisMachine(hostname));
}

/** An address that a function calls or that clients are told: https, or http on this machine. */
export const address = v.pipe(
  v.string(),
  v.check(
    isSafeAddress,
    "must be an https address without user name and fragment (http only for this machine), other characters than those of a URI percent-encoded",
  ),
);
