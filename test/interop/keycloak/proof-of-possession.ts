/** Proves the possession of a new key, so that Keycloak binds the token to it (RFC 9449). */
import { randomUUID } from "node:crypto";
import { exportJWK, generateKeyPair, SignJWT } from "jose";

/** The header of a request to a token endpoint that asks for a token bound to a key that nobody keeps. */
export async function proofHeaders(tokenEndpoint: string): Promise<Readonly<Record<string, string>>> {
  const { privateKey, publicKey } = await generateKeyPair("ES256");
  const proof = await new SignJWT({ htm: "POST", htu: tokenEndpoint, jti: randomUUID() })
    .setProtectedHeader({ typ: "dpop+jwt", alg: "ES256", jwk: await exportJWK(publicKey) })
    .setIssuedAt()
    .sign(privateKey);
  return { dpop: proof };
}
