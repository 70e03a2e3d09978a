/** The proof by which a client binds a token to its key (RFC 9449 section 4). */
import { randomUUID } from "node:crypto";
import { exportJWK, generateKeyPair, SignJWT } from "jose";

/** The header that carries a proof, by a new key, for a POST to an endpoint. */
export async function dpopHeader(endpoint: string): Promise<Readonly<Record<string, string>>> {
  const { publicKey, privateKey } = await generateKeyPair("ES256");
  const proof = new SignJWT({ htm: "POST", htu: endpoint, jti: randomUUID() })
    .setProtectedHeader({ alg: "ES256", typ: "dpop+jwt", jwk: await exportJWK(publicKey) })
    .setIssuedAt();
  return { dpop: await proof.sign(privateKey) };
}
