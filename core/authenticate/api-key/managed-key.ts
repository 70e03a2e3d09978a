/** The form of a managed API key: made, and read as far as it shows whether it can be one of ours. */
import { createHash } from "node:crypto";

/** What every managed key begins with; keys of other forms are static ones. */
export const managedKeyPrefix = "ogc_";

/**
 * For secret scanners: what a managed key of any environment looks like. `ogc_`, the environment, `_`, and 51
 * characters: the id (12), the secret (32, of 5 random bits each), the checksum (7).
 */
export const managedKeyPattern = "ogc_[a-z][a-z0-9]{0,15}_[a-z2-7]{51}";

/** What an environment may be called. */
export const environmentPattern = /^[a-z][a-z0-9]{0,15}$/;

/** The alphabet of base32 (RFC 4648 section 6) in lower case: a double-click selects all of a key, and none is a word. */
const alphabet = "abcdefghijklmnopqrstuvwxyz234567";

const [idLength, secretLength, checksumLength] = [12, 32, 7];
const randomLength = idLength + secretLength;

/** A key as it was made; `text` is shown once and kept nowhere. */
export interface MadeKey {
  readonly id: string;
  readonly text: string;
}

/** Why a text cannot be a managed key of this environment; nobody has to be asked. */
export type MalformedKey = {
  readonly rejected: "api_key_malformed" | "api_key_checksum" | "api_key_environment";
};

/**
 * Makes a key.
 * @param environment of `environmentPattern`
 * @param randomBytes a cryptographically secure source, such as the one of `node:crypto`
 */
export function madeKey(environment: string, randomBytes: (count: number) => Uint8Array): MadeKey {
  if (!environmentPattern.test(environment)) throw new RangeError("the environment has no permitted name");
  const random = characters(randomBytes(randomLength));
  const unchecked = `${managedKeyPrefix}${environment}_${random}`;
  return { id: random.slice(0, idLength), text: unchecked + checksum(unchecked) };
}

/**
 * The id in a managed key. Nothing is trimmed, folded or repaired.
 * @param environment the one that keys are accepted of
 */
export function managedKeyId(text: string, environment: string): { readonly id: string } | MalformedKey {
  const [whole, unchecked = "", of, id = ""] = wholeKey.exec(text) ?? [];
  if (whole === undefined) return { rejected: "api_key_malformed" };
  if (unchecked + checksum(unchecked) !== text) return { rejected: "api_key_checksum" };
  return of === environment ? { id } : { rejected: "api_key_environment" };
}

/** `$` alone would let a line feed at the end pass in other flags; here nothing may follow. */
const wholeKey = new RegExp(
  `^(${managedKeyPrefix}([a-z][a-z0-9]{0,15})_([a-z2-7]{${idLength}})[a-z2-7]{${secretLength}})[a-z2-7]{${checksumLength}}$`,
);

/** No secret goes into it, so it is no proof of anything: it tells slips and scanners' noise from keys (odds 2^-35). */
function checksum(unchecked: string): string {
  return characters(createHash("sha256").update(unchecked, "latin1").digest().subarray(0, checksumLength));
}

/** One character for each byte; 256 is a multiple of 32, so every character is as likely as any other. */
function characters(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += alphabet[byte & 31];
  return text;
}
