/** Signs tokens octet for octet as a test says, right or wrong, with node:crypto: no library that could refuse to. */
import { constants, createHmac, type KeyObject, randomUUID, sign } from "node:crypto";

/** JSON members; `undefined` leaves one out. */
export type Members = Readonly<Record<string, unknown>>;

/** How the signing input becomes a signature. */
export type Signer = (input: Buffer) => Buffer;

/** base64url without padding of a text, of octets, or of anything else as JSON. */
export function encoded(value: unknown): string {
  if (Buffer.isBuffer(value)) return value.toString("base64url");
  return Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
}

/** A compact serialization (RFC 7515 section 7.1) of any header and payload. */
export function compact(header: unknown, payload: unknown, signer: Signer): string {
  const input = `${encoded(header)}.${encoded(payload)}`;
  return `${input}.${encoded(signer(Buffer.from(input)))}`;
}

/** The signer of an algorithm (RFC 7518 section 3.1, RFC 8037 section 3.1). */
export function signerOf(algorithm: string, key: KeyObject): Signer {
  const hash = `sha${algorithm.slice(2)}`;
  if (algorithm.startsWith("RS")) return (input) => sign(hash, input, key);
  if (algorithm.startsWith("ES")) return (input) => sign(hash, input, { key, dsaEncoding: "ieee-p1363" });
  if (algorithm.startsWith("PS")) {
    const { RSA_PKCS1_PSS_PADDING: padding, RSA_PSS_SALTLEN_DIGEST: saltLength } = constants;
    return (input) => sign(hash, input, { key, padding, saltLength });
  }
  return (input) => sign(null, input, key);
}

/** HMAC with whatever octets an attacker takes for the secret. */
export function hmac(bits: 256 | 384 | 512, secret: string | Buffer): Signer {
  return (input) => createHmac(`sha${bits}`, secret).update(input).digest();
}

/** A signature that does not depend on what is signed. */
export const fixed =
  (signature: Buffer): Signer =>
  () =>
    signature;

/** A token that is accepted, with the means of making another one that differs from it in one thing. */
export class SoundToken {
  readonly header: Members;
  readonly claims: Members;
  readonly key: KeyObject;
  readonly text: string;

  constructor(header: Members, claims: Members, key: KeyObject) {
    this.header = header;
    this.claims = { jti: randomUUID(), ...claims };
    this.key = key;
    this.text = compact(this.header, this.claims, this.#signer);
  }

  get #signer(): Signer {
    return signerOf(String(this.header.alg), this.key);
  }

  /** Header, payload and signature as they are sent. */
  get parts(): [string, string, string] {
    const [header = "", payload = "", signature = ""] = this.text.split(".");
    return [header, payload, signature];
  }

  /** The octets of the signature. */
  get signature(): Buffer {
    return Buffer.from(this.parts[2], "base64url");
  }

  /** The same token with another signature. */
  signedAs(signature: Buffer | string): string {
    return [...this.parts.slice(0, 2), encoded(signature)].join(".");
  }

  /** With other claims, signed by the issuer's key. */
  claiming(claims: Members): string {
    return compact(this.header, { ...this.claims, ...claims }, this.#signer);
  }

  /** With another header, signed by the issuer's key, or by another signer. */
  headed(header: Members, signer: Signer = this.#signer): string {
    return compact({ ...this.header, ...header }, this.claims, signer);
  }

  /** With this text or these octets as the payload, signed by the issuer's key. */
  saying(payload: string | Buffer): string {
    return compact(this.header, payload, this.#signer);
  }

  /** With this text or these octets as the header, signed by the issuer's key. */
  headedBy(header: string | Buffer): string {
    return compact(header, this.claims, this.#signer);
  }

  /** The same header and claims, signed by somebody else. */
  signedBy(signer: Signer): string {
    return compact(this.header, this.claims, signer);
  }
}
