/** Reads the one way in which base64url without padding writes octets (RFC 4648 section 5, RFC 7515 section 2). */

/**
 * The last characters that leave no bit over (RFC 4648 section 3.5), by how many characters the last group has: of two
 * the last holds two bits that count, of three four.
 */
const lastCharacters: readonly (string | undefined)[] = [undefined, "", "AQgw", "AEIMQUYcgkosw048"];

/**
 * The octets of a part of a token, or `undefined` where encoding them again would give another text. Node.js passes over
 * what is no character of base64, so that fewer octets come out; only the characters of the other alphabet it takes as
 * well, and beyond ASCII the lower octet of a character.
 * @param text ASCII alone, which the caller has seen to
 */
export function canonicalOctets(text: string): Buffer | undefined {
  const last = lastCharacters[text.length % 4];
  if (last !== undefined && !last.includes(text.charAt(text.length - 1))) return undefined;
  if (last === "" || text.includes("+") || text.includes("/")) return undefined;
  const octets = Buffer.from(text, "base64url");
  return octets.length === Math.floor((text.length * 3) / 4) ? octets : undefined;
}
