/** An issuer with real keys and a key set that a test changes, and a verifier that knows no other issuer. */
import { type JWK, SignJWT } from "jose";
import { jwtVerifier } from "#adapters/tokens/jwt-verifier";
import { unverifiedToken } from "#core/authenticate/token/unverified-token";
import { validSettings } from "#core/settings/read-settings";
import type { TokenSettings } from "#core/settings/tokens";
import { noHurry } from "#test/core/asked";

/** The `iss` of its tokens. */
export const issuer = "https://login.example.org";

/** Every algorithm that can be configured. */
export const algorithms = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
] as const;

/** Settings that accept every algorithm of the one issuer. */
export function tokenSettings(more: object = {}): TokenSettings {
  const { tokens } = validSettings({
    version: 1,
    tokens: { issuers: [{ issuer, jwksUri: `${issuer}/jwks`, audiences: ["a"], algorithms }], ...more },
    accessRules: [{ who: "anyone", may: ["read"], on: { api: true } }],
  });
  if (tokens === undefined) throw new Error("the test's settings hold no tokens");
  return tokens;
}

/** Verifies a token as the function does, after the gates. */
export function verifying(keySet: () => readonly unknown[], more: object = {}, now: () => number = Date.now) {
  const settings = tokenSettings(more);
  const counted = { fetches: 0 };
  const verifier = jwtVerifier(settings, now, () => async () => {
    counted.fetches++;
    return JSON.stringify({ keys: keySet() });
  });
  const issuers = new Map(settings.issuers.map((each) => [each.issuer, each]));
  const verify = async (text: string) => {
    const token = unverifiedToken(text, issuers);
    return "rejected" in token ? token : verifier.verify(token, noHurry);
  };
  return { verify, counted };
}

/** A token that is valid for an hour by the machine's clock, unless the payload says otherwise. */
export function signed(
  key: Parameters<SignJWT["sign"]>[0],
  header: { readonly alg: string; readonly kid?: string },
  payload: object = {},
): Promise<string> {
  const exp = Math.floor(Date.now() / 1000) + 3600;
  return new SignJWT({ iss: issuer, sub: "u1", aud: "a", exp, ...payload })
    .setProtectedHeader(header)
    .sign(key);
}

/** A key as a set publishes it. */
export function published(publicKey: { export(options: { format: "jwk" }): object }, more: object = {}): JWK {
  return { ...publicKey.export({ format: "jwk" }), ...more };
}
