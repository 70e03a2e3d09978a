/** Attacks by algorithms (RFC 7518 sections 3.1 to 3.3): one taken for another, and RSA signatures out of the rule. */
import { type Attack, eachOf, tokenAttack } from "./attack.ts";
import { keys, published } from "./attacked-issuers.ts";
import { encodedMessage, rawRsa, sha1Info, sha256Info } from "./encoded-message.ts";
import { hmac, type SoundToken, signerOf } from "./signed-token.ts";

const rsaPublic = keys.rsa.publicKey;
const pem = (type: "spki" | "pkcs1") => rsaPublic.export({ format: "pem", type });
const { n = "" } = rsaPublic.export({ format: "jwk" });

/** Every text or octets in which an attacker can have the public key. */
const publicTexts: Readonly<Record<string, string | Buffer>> = {
  "in PEM": pem("spki"),
  "in PEM without its last line's end": String(pem("spki")).trimEnd(),
  "in PEM of PKCS #1": pem("pkcs1"),
  "in DER": rsaPublic.export({ format: "der", type: "spki" }),
  "in DER of PKCS #1": rsaPublic.export({ format: "der", type: "pkcs1" }),
  "as it is published": JSON.stringify(published(rsaPublic, { kid: "rsa" })),
  "as its modulus": Buffer.from(n, "base64url"),
  "as its modulus in base64url": n,
};

/** Section 3.2: HMAC, whose secret would be what everybody knows. */
const symmetric = [
  ...eachOf(Object.keys(publicTexts), (form) =>
    tokenAttack(`is signed by HS256 with the public key ${form}`, "token_algorithm", (twin) =>
      twin.headed({ alg: "HS256" }, hmac(256, publicTexts[form] ?? "")),
    ),
  ),
  ...eachOf([384, 512] as const, (bits) =>
    tokenAttack(`is signed by HS${bits} with the public key in PEM`, "token_algorithm", (twin) =>
      twin.headed({ alg: `HS${bits}` }, hmac(bits, pem("spki"))),
    ),
  ),
  ...eachOf(["", "secret", "rsa", "\0"], (secret) =>
    tokenAttack(`is signed by HS256 with the secret ${JSON.stringify(secret)}`, "token_algorithm", (twin) =>
      twin.headed({ alg: "HS256" }, hmac(256, secret)),
    ),
  ),
  tokenAttack("says RS256 and is signed by HS256 with the public key", "token_signature", (twin) =>
    twin.signedBy(hmac(256, pem("spki"))),
  ),
];

/** Section 3.1: the issuer's own key, used with an algorithm that is not configured, or is another key's. */
const swapped = [
  ...eachOf(["RS384", "RS512", "PS256", "PS384", "PS512"], (alg) =>
    tokenAttack(
      `is signed by ${alg}, which is not configured, with the issuer's key`,
      "token_algorithm",
      (twin) => twin.headed({ alg }, signerOf(alg, twin.key)),
    ),
  ),
  ...eachOf(["RS384", "PS256", "RS512"], (alg) =>
    tokenAttack(`says RS256 and is signed by ${alg}`, "token_signature", (twin) =>
      twin.signedBy(signerOf(alg, twin.key)),
    ),
  ),
  ...eachOf(["ES384", "ES512", "ES256K", "Ed25519", "Ed448", "ML-DSA-44", "A256KW", "dir"], (alg) =>
    tokenAttack(
      `says ${alg}, which is not configured`,
      "token_algorithm",
      (twin) => twin.headed({ alg }),
      "p256",
    ),
  ),
  ...eachOf(["p256", "ed25519"] as const, (kid) =>
    tokenAttack(`says RS256 with the id of the key ${kid}`, "token_algorithm", (twin) =>
      twin.headed({ kid }),
    ),
  ),
  ...eachOf(["rsa", "ed25519", "p384"] as const, (kid) =>
    tokenAttack(
      `says ES256 with the id of the key ${kid}`,
      "token_algorithm",
      (twin) => twin.headed({ kid }),
      "p256",
    ),
  ),
  ...eachOf(["rsa", "p256"] as const, (kid) =>
    tokenAttack(
      `says EdDSA with the id of the key ${kid}`,
      "token_algorithm",
      (twin) => twin.headed({ kid }),
      "ed25519",
    ),
  ),
  tokenAttack(
    "is signed by ES256 with the key of the curve P-384",
    "token_algorithm",
    (twin) => twin.headed({ kid: "p384" }, signerOf("ES256", keys.p384.privateKey)),
    "p256",
  ),
];

const raw = (message: (input: string) => Buffer) => (twin: SoundToken) =>
  twin.signedAs(rawRsa(twin.key, message(twin.parts.slice(0, 2).join("."))));
const modulus = Buffer.from(n, "base64url");
const minus = (number: Buffer, less: number) => {
  const smaller = Buffer.from(number);
  smaller[smaller.length - 1] = (smaller.at(-1) ?? 0) - less;
  return smaller;
};

/** Section 3.3 and RFC 8017 section 8.2.2: padding is compared as a whole, and numbers are below the modulus. */
const rsaSignatures = [
  ...eachOf(
    [
      ["zero", Buffer.alloc(256)],
      ["one", Buffer.concat([Buffer.alloc(255), Buffer.from([1])])],
      ["the modulus", modulus],
      ["the modulus less one", minus(modulus, 1)],
      ["the largest number of its octets", Buffer.alloc(256, 255)],
    ] as const,
    ([number, signature]) =>
      tokenAttack(`has ${number} for an RSA signature`, "token_signature", (twin) =>
        twin.signedAs(signature),
      ),
  ),
  tokenAttack("is the padded hash in the clear", "token_signature", (twin) =>
    twin.signedAs(encodedMessage(sha256Info(twin.parts.slice(0, 2).join(".")))),
  ),
  tokenAttack(
    "has octets behind the hash in its padding",
    "token_signature",
    raw((input) => encodedMessage(sha256Info(input), { behind: 150 })),
  ),
  tokenAttack(
    "has padding of other octets",
    "token_signature",
    raw((input) => encodedMessage(sha256Info(input), { filling: 0xfe })),
  ),
  tokenAttack(
    "has the padding of an encryption",
    "token_signature",
    raw((input) => encodedMessage(sha256Info(input), { type: 2 })),
  ),
  tokenAttack(
    "has the hash without its name in the padding",
    "token_signature",
    raw((input) => encodedMessage(sha256Info(input).subarray(-32))),
  ),
  tokenAttack(
    "has a SHA-1 hash in its padding",
    "token_signature",
    raw((input) => encodedMessage(sha1Info(input))),
  ),
];

/** All of them. */
export const attacks: readonly Attack[] = [...symmetric, ...swapped, ...rsaSignatures];
