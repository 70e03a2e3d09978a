/** The keys that tokens are signed with, made at run time and never written anywhere. */
import { randomUUID } from "node:crypto";
import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from "jose";

/** Algorithms that there is a key for. */
export type SigningAlgorithm = "RS256" | "ES256";

/** One set of keys. */
export interface SigningKeys {
  /** The public keys, as the JSON Web Key Set shows them (RFC 7517). */
  readonly publicKeys: readonly JWK[];
  /** A JSON Web Token with these claims and `typ` (none, when it is undefined). */
  sign(claims: JWTPayload, algorithm: SigningAlgorithm, typ: string | undefined): Promise<string>;
}

/** Makes a key for each algorithm; RSA keys have 2048 bits. */
export async function newSigningKeys(): Promise<SigningKeys> {
  const keys = { RS256: await newKey("RS256"), ES256: await newKey("ES256") };
  return {
    publicKeys: [keys.RS256.publicKey, keys.ES256.publicKey],
    sign(claims, algorithm, typ) {
      const { kid, privateKey } = keys[algorithm];
      const header = { alg: algorithm, kid, ...(typ !== undefined && { typ }) };
      return new SignJWT(claims).setProtectedHeader(header).sign(privateKey);
    },
  };
}

async function newKey(algorithm: SigningAlgorithm) {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { modulusLength: 2048 });
  const kid = randomUUID();
  return { kid, privateKey, publicKey: { ...(await exportJWK(publicKey)), kid, alg: algorithm, use: "sig" } };
}
