/** Reads the Basic scheme of an Authorization header (RFC 7617). */

/** Longest base64 that is decoded, in characters: more than a user name and a key of the greatest length take. */
const longestEncoded = 4096;

/** What stands before and after the first colon; either may be empty. */
export interface BasicCredentials {
  readonly userName: string;
  readonly password: string;
}

/** Why a Basic credential cannot be read, as a reason code for the log. */
export interface UnreadableBasic {
  readonly rejected: "basic_malformed" | "api_key_too_long";
}

/**
 * True for a value of the Basic scheme, whose name has no case (RFC 9110 section 11.1). What follows the name may be
 * anything but more of a name, so that a malformed credential is rejected and never taken for another scheme's.
 * @param value the whole value of the header
 */
export function isBasic(value: string): boolean {
  return /^basic(?![!#$%&'*+.^_`|~0-9A-Za-z-])/i.test(value);
}

/**
 * The credentials of a value of the Basic scheme, read in the one way in which they can be written: base64 that is
 * its own canonical form (RFC 4648 section 3.5), UTF-8 in which nothing is replaced or left out, and no control
 * characters (RFC 7617 section 2). A user name has no colon; a password may have some.
 * @param value the whole value of the header
 */
export function basicCredentials(value: string): BasicCredentials | UnreadableBasic {
  const encoded = /^basic +([A-Za-z0-9+/]+={0,2})$/i.exec(value)?.[1];
  if (encoded === undefined) return malformed;
  if (encoded.length > longestEncoded) return { rejected: "api_key_too_long" };
  const bytes = Buffer.from(encoded, "base64");
  if (bytes.toString("base64") !== encoded) return malformed;
  const text = utf8(bytes);
  const colon = text?.indexOf(":") ?? -1;
  if (text === undefined || colon < 0 || /\p{Cc}/u.test(text)) return malformed;
  return { userName: text.slice(0, colon), password: text.slice(colon + 1) };
}

const malformed: UnreadableBasic = { rejected: "basic_malformed" };

/** A byte order mark is a character like any other: left out, it would make one text of two. */
const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return undefined;
  }
}
