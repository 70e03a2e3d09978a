/** Verifies tokens with aws-jwt-verify, for several issuers, with keys that grow old. */
import {
  JwtExpiredError,
  JwtInvalidClaimError,
  JwtInvalidSignatureError,
  JwtNotBeforeError,
} from "aws-jwt-verify/error";
import type { Jwks } from "aws-jwt-verify/jwk";
import { JwtVerifier } from "aws-jwt-verify/jwt-verifier";
import type { TokenVerifier } from "#core/authenticate/bearer-token";
import type { IssuerSettings, TokenSettings } from "#core/settings/credentials";
import { RefreshedValue } from "../refreshed-value.ts";
import { type FetchKeySet, fetchKeySet } from "./fetch-key-set.ts";
import { agrees, type VerificationKeys, verificationKeys } from "./verification-keys.ts";

/**
 * A verifier for all configured issuers. Audience, client, token type and subject are judged in core/ after this;
 * here it is signature, key, `exp` and `nbf`.
 * @param now milliseconds since 1970-01-01T00:00Z
 * @param keySetAt how the key set of an address is had
 */
export function jwtVerifier(
  settings: TokenSettings,
  now: () => number,
  keySetAt: (jwksUri: string) => FetchKeySet = fetchKeySet,
): TokenVerifier {
  const verifiers = new Map(
    settings.issuers.map((issuer) => [
      issuer.issuer,
      issuerVerifier(issuer, settings, now, keySetAt(issuer.jwksUri)),
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
  { issuer, jwksUri }: IssuerSettings,
  settings: TokenSettings,
  now: () => number,
  fetch: FetchKeySet,
): TokenVerifier {
  const times = {
    maximumAge: settings.jwksMaximumAgeSeconds * 1000,
    cooldown: settings.jwksCooldownSeconds * 1000,
    timeout: settings.jwksTimeoutMilliseconds,
  };
  const keySet = new RefreshedValue(times, async (timeout) => verificationKeys(await fetch(timeout)), now);
  const verifier = JwtVerifier.create({
    issuer,
    jwksUri,
    audience: null,
    graceSeconds: settings.clockSkewSeconds,
  });
  let loaded: VerificationKeys | undefined;

  /** Hands the keys to the library, which forgets the ones before together with what it derived from them. */
  function load(keys: VerificationKeys): VerificationKeys {
    if (keys !== loaded) verifier.cacheJwks({ keys: [...keys.values()] } as Jwks);
    loaded = keys;
    return keys;
  }

  return {
    async verify(token, deadline) {
      const kid = token.header.kid;
      if (typeof kid !== "string") return { rejected: "token_key_unknown" };
      let keys = await keySet.current(deadline);
      if (!keys.has(kid)) keys = await keySet.newerThan(keys, deadline);
      const key = load(keys).get(kid);
      if (key === undefined) return { rejected: "token_key_unknown" };
      if (!agrees(key, String(token.header.alg))) return { rejected: "token_algorithm" };
      return verified(() => verifier.verifySync(token.text));
    },
  };
}

function verified(
  verify: () => object,
): { claims: Readonly<Record<string, unknown>> } | { rejected: string } {
  try {
    return { claims: verify() as Record<string, unknown> };
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
