/** Attacks by signatures of elliptic curves (RFC 7518 section 3.4, RFC 8037) that are numbers out of range. */
import { sign } from "node:crypto";
import { type Attack, eachOf, tokenAttack } from "./attack.ts";

/** The order of the curve P-256 (FIPS 186-5, SP 800-186 section 3.2.1.3). */
const order = Buffer.from("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", "hex");
const zero = Buffer.alloc(32);
const one = Buffer.concat([Buffer.alloc(31), Buffer.from([1])]);

/** Section 3.4: r and s are from 1 to the order less one, each of 32 octets. */
const ecdsaSignatures = [
  ...eachOf(
    [
      ["zero and zero", zero, zero],
      ["zero and one", zero, one],
      ["one and zero", one, zero],
      ["one and one", one, one],
      ["the order and the order", order, order],
      ["the order and one", order, one],
      ["one and the order", one, order],
      ["the largest numbers", Buffer.alloc(32, 255), Buffer.alloc(32, 255)],
    ] as const,
    ([numbers, r, s]) =>
      tokenAttack(
        `has ${numbers} for an ECDSA signature`,
        "token_signature",
        (twin) => twin.signedAs(Buffer.concat([r, s])),
        "p256",
      ),
  ),
  tokenAttack(
    "has its ECDSA signature in DER",
    "token_signature",
    (twin) => twin.signedBy((input) => sign("sha256", input, { key: twin.key, dsaEncoding: "der" })),
    "p256",
  ),
  ...eachOf([63, 65, 62, 66, 1], (octets) =>
    tokenAttack(
      `has an ECDSA signature of ${octets} octets`,
      "token_signature",
      (twin) => twin.signedAs(Buffer.concat([twin.signature, Buffer.alloc(2)]).subarray(0, octets)),
      "p256",
    ),
  ),
  tokenAttack(
    "has r and s of its ECDSA signature exchanged",
    "token_signature",
    (twin) => twin.signedAs(Buffer.concat([twin.signature.subarray(32), twin.signature.subarray(0, 32)])),
    "p256",
  ),
  tokenAttack(
    "has a zero octet before r and before s",
    "token_signature",
    (twin) =>
      twin.signedAs(
        Buffer.concat([
          zero.subarray(31),
          twin.signature.subarray(0, 32),
          zero.subarray(31),
          twin.signature.subarray(32),
        ]),
      ),
    "p256",
  ),
];

/** The order of Ed25519's group, little-endian (RFC 8032 section 5.1). */
const edOrder = 2n ** 252n + 27742317777372353535851937790883648493n;
const littleEndian = (number: bigint) => Buffer.from(number.toString(16).padStart(64, "0"), "hex").reverse();
const fromLittleEndian = (octets: Buffer) => BigInt(`0x${Buffer.from(octets).reverse().toString("hex")}`);

/** RFC 8037 section 3.1 and RFC 8032 section 5.1.7. */
const edwardsSignatures = [
  tokenAttack(
    "has zeros for an EdDSA signature",
    "token_signature",
    (twin) => twin.signedAs(Buffer.alloc(64)),
    "ed25519",
  ),
  tokenAttack(
    "has a point of small order and zero for an EdDSA signature",
    "token_signature",
    (twin) => twin.signedAs(Buffer.concat([Buffer.from([1]), Buffer.alloc(63)])),
    "ed25519",
  ),
  tokenAttack(
    "has the group's order added to its EdDSA signature",
    "token_signature",
    (twin) =>
      twin.signedAs(
        Buffer.concat([
          twin.signature.subarray(0, 32),
          littleEndian(fromLittleEndian(twin.signature.subarray(32)) + edOrder),
        ]),
      ),
    "ed25519",
  ),
  ...eachOf([63, 65], (octets) =>
    tokenAttack(
      `has an EdDSA signature of ${octets} octets`,
      "token_signature",
      (twin) => twin.signedAs(Buffer.concat([twin.signature, Buffer.alloc(1)]).subarray(0, octets)),
      "ed25519",
    ),
  ),
];

/** All of them. */
export const attacks: readonly Attack[] = [...ecdsaSignatures, ...edwardsSignatures];
