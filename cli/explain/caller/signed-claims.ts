/** Claims as a token that is signed with a key made for this one question, so that they are checked as all tokens are. */
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { jwtVerifier } from "#adapters/tokens/jwt-verifier";
import type { JwtVerifier } from "#core/authenticate/token/token-verifier";
import type { TokenSettings } from "#core/settings/tokens";

/** How long a token lasts whose claims do not say it, in seconds. */
const lifetimeSeconds = 3600;

/** A token, and who believes it. */
export interface SignedClaims {
  readonly token: string;
  /** The function's own verifier, to which every issuer has the key of this token and no other. */
  readonly verifier: JwtVerifier;
}

/** Signs claims as their issuer would; those of an issuer that is not configured are refused before the signature. */
export async function signedClaims(
  claims: Readonly<Record<string, unknown>>,
  settings: TokenSettings,
): Promise<SignedClaims> {
  const issuer = settings.issuers.find((configured) => configured.issuer === claims.iss);
  const accepted = issuer?.algorithms ?? ["ES256"];
  // A key on a curve is made at once, one for RSA is not.
  const alg = accepted.find((algorithm) => !algorithm.startsWith("RS")) ?? accepted[0] ?? "ES256";
  const { publicKey, privateKey } = await generateKeyPair(alg);
  const kid = "explain";
  const keySet = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid, alg, use: "sig" }] });
  const exp = Math.floor(Date.now() / 1000) + lifetimeSeconds;
  const token = await new SignJWT({ ...claims, ...(claims.exp === undefined && { exp }) })
    .setProtectedHeader({ alg, kid, typ: issuer?.accessTokenType === "at+jwt" ? "at+jwt" : "JWT" })
    .sign(privateKey);
  return { token, verifier: jwtVerifier(settings, Date.now, () => async () => keySet) };
}
