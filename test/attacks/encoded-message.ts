/** The padding of RSASSA-PKCS1-v1_5 (RFC 8017 section 9.2), for signatures that a lenient verifier would take. */
import { constants, createHash, type KeyObject, privateEncrypt } from "node:crypto";

/** Octets of a 2048-bit modulus. */
const length = 256;

/** DigestInfo of SHA-256 without the hash itself. */
const sha256Prefix = Buffer.from("3031300d060960864801650304020105000420", "hex");

/** DigestInfo of a signing input. */
export const sha256Info = (input: string): Buffer =>
  Buffer.concat([sha256Prefix, createHash("sha256").update(input).digest()]);

/** The same for the hash that RFC 8725 section 3.2 calls outdated. */
export const sha1Info = (input: string): Buffer =>
  Buffer.concat([
    Buffer.from("3021300906052b0e03021a05000414", "hex"),
    createHash("sha1").update(input).digest(),
  ]);

/**
 * A padded DigestInfo.
 * @param type 1 for signatures, 2 for encryption
 * @param behind octets behind the DigestInfo, at the cost of the padding
 * @param filling the octet of the padding
 */
export function encodedMessage(info: Buffer, { type = 1, filling = 0xff, behind = 0 } = {}): Buffer {
  const padding = Buffer.alloc(length - 3 - info.length - behind, filling);
  return Buffer.concat([Buffer.from([0, type]), padding, Buffer.alloc(1), info, Buffer.alloc(behind, 0x5a)]);
}

/** The signature whose padded message is this one. */
export const rawRsa = (key: KeyObject, message: Buffer): Buffer =>
  privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, message);
