/** Verifies tokens with aws-jwt-verify, for several issuers, with keys that grow old. */
import {
  JwtExpiredError,
  JwtInvalidClaimError,
  JwtInvalidSignatureError,
  JwtNotBeforeError,
} from "aws-jwt-verify/error";
import type { Jwk } from "aws-jwt-verify/jwk";
import { verifyJwtSync } from "aws-jwt-verify/jwt-verifier";
import type { JwtVerifier, RejectedToken, VerifiedToken } from "#core/authenticate/token/token-verifier";
import type { TokenSettings } from "#core/settings/tokens";
import type { IssuerSettings } from "#core/settings/tokens/issuer";
import { RefreshedValue } from "../refreshed-value.ts";
import { type FetchKeySet, fetchKeySet } from "./fetch-key-set.ts";
import { agrees, type VerificationKey, verificationKeys } from "./verification-keys.ts";

/**
 * A verifier for all configured issuers. Audience, client, token type and subject are judged in core/ after this;
 * here it is signature, key, `exp` and `nbf`.
 * @param now milliseconds since 1970-01-01T00:00Z
 * @param keySetOf how the key set of an issuer is had
 */
export function jwtVerifier(
  settings: TokenSettings,
  now: () => number,
  keySetOf: (issuer: IssuerSettings) => FetchKeySet = ({ jwksUri }) => fetchKeySet(jwksUri ?? ""),
): JwtVerifier {
  const verifiers = new Map(
    settings.issuers.map((issuer) => [
      issuer.issuer,
      issuerVerifier(issuer, settings, now, keySetOf(issuer)),
    ]),
  );
  return {
    async verify(token, deadline) {
      const verifier = verifiers.get(token.issuer.issuer);
      return verifier ? verifier.verify(token, deadline) : { rejected: "token_issuer_unknown" };
    },
  };
}

function issuerVerifier(
  issuer: IssuerSettings,
  settings: TokenSettings,
  now: () => number,
  fetch: FetchKeySet,
): JwtVerifier {
  const times = {
    maximumAge: settings.jwksMaximumAgeSeconds * 1000,
    cooldown: settings.jwksCooldownSeconds * 1000,
    timeout: settings.jwksTimeoutMilliseconds,
  };
  const keySet = new RefreshedValue(times, async (timeout) => verificationKeys(await fetch(timeout)), now);
  const graceSeconds = issuer.clockSkewSeconds ?? settings.clockSkewSeconds;

  return {
    async verify(token, deadline) {
      const kid = token.header.kid;
      if (typeof kid !== "string") return { rejected: "token_key_unknown" };
      let keys = await keySet.current(deadline);
      if (!keys.has(kid)) keys = await keySet.newerThan(keys, deadline);
      const key = keys.get(kid);
      if (key === undefined) return { rejected: "token_key_unknown" };
      if (!agrees(key, String(token.header.alg))) return { rejected: "token_algorithm" };
      const verified = verifiedBy(key, token.text, { issuer: issuer.issuer, audience: null, graceSeconds });
      if ("rejected" in verified) return verified;
      return {
        claims: verified.claims,
        rememberUntil: 0,
        current: () => true,
      };
    },
  };
}

function verifiedBy(
  key: VerificationKey,
  text: string,
  options: Parameters<typeof verifyJwtSync>[2],
): Pick<VerifiedToken, "claims"> | RejectedToken {
  try {
    return { claims: verifyJwtSync(text, key as Jwk, options) as Record<string, unknown> };
  } catch (error) {
    return { rejected: reasonOf(error) };
  }
}

/** Every error of a verification is a refusal; an unexpected one, such as of a malformed signature, as well. */
function reasonOf(error: unknown): string {
  if (error instanceof JwtInvalidSignatureError) return "token_signature";
  if (error instanceof JwtExpiredError) return "token_expired";
  if (error instanceof JwtNotBeforeError) return "token_not_yet_valid";
  if (error instanceof JwtInvalidClaimError) return "token_claim";
  return "token_invalid";
}
