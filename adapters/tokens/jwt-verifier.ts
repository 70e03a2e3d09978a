/** Verifies JSON Web Tokens of several issuers: the key, the signature and the times. */
import type { JwtVerifier, RejectedToken, VerifiedToken } from "#core/authenticate/token/token-verifier";
import type { UnverifiedToken } from "#core/authenticate/token/unverified-token";
import type { TokenSettings } from "#core/settings/tokens";
import type { IssuerSettings } from "#core/settings/tokens/issuer";
import { chosenKey } from "./chosen-key.ts";
import { type FetchKeySet, fetchKeySet } from "./fetch-key-set.ts";
import { issuerKeys, type KeySetOptions } from "./issuer-keys.ts";
import { haveRegisteredTypes } from "./registered-claims.ts";
import { isSignedBy } from "./signature.ts";
import { untimely } from "./token-times.ts";
import type { VerificationKeys } from "./verification-keys.ts";

/** What a verifier may be given beside the settings. */
export interface JwtVerifierOptions {
  /** Texts of key sets that count as fetched at the start, by issuer. */
  readonly staticKeySets?: Readonly<Record<string, string>> | undefined;
  /** Told of a key set that could not be refreshed in the background; its known keys are used until they are too old. */
  readonly onRefreshFailure?: ((issuer: string, failure: unknown) => void) | undefined;
}

/**
 * A verifier for all configured issuers. Audience, client, token type and subject are judged in core/ after this.
 * @param now milliseconds since 1970-01-01T00:00Z
 * @param keySetOf how the key set of an issuer is had
 */
export function jwtVerifier(
  settings: TokenSettings,
  now: () => number,
  keySetOf: (issuer: IssuerSettings) => FetchKeySet = fetchKeySet,
  { staticKeySets = {}, onRefreshFailure = () => {} }: JwtVerifierOptions = {},
): JwtVerifier {
  const verifierOf = (issuer: IssuerSettings) =>
    issuerVerifier(issuer, settings, now, keySetOf(issuer), {
      staticKeySet: Object.hasOwn(staticKeySets, issuer.issuer) ? staticKeySets[issuer.issuer] : undefined,
      onRefreshFailure: (failure) => onRefreshFailure(issuer.issuer, failure),
    });
  const verifiers = new Map(settings.issuers.map((issuer) => [issuer.issuer, verifierOf(issuer)]));
  return {
    verify(token, deadline) {
      const verifier = verifiers.get(token.issuer.issuer);
      return verifier?.verify(token, deadline) ?? Promise.resolve({ rejected: "token_issuer_unknown" });
    },
  };
}

function issuerVerifier(
  issuer: IssuerSettings,
  settings: TokenSettings,
  now: () => number,
  fetch: FetchKeySet,
  options: KeySetOptions,
): JwtVerifier {
  const keySet = issuerKeys(fetch, settings, now, options);
  const skewSeconds = issuer.clockSkewSeconds ?? settings.clockSkewSeconds;

  function verified(claims: VerifiedToken["claims"], keys: VerificationKeys): VerifiedToken | RejectedToken {
    const refusal = untimely(claims, now(), skewSeconds);
    if (refusal !== undefined) return { rejected: refusal };
    const rememberUntil = settings.rememberVerified ? Number(claims.exp) * 1000 : 0;
    return { claims, rememberUntil, current: () => keySet.isCurrent(keys) };
  }

  return {
    async verify(token, deadline) {
      const { kid } = token.header;
      if (kid !== undefined && typeof kid !== "string") return { rejected: "token_key_unknown" };
      let keys = keySet.known() ?? (await keySet.current(deadline));
      let signed = signedClaims(token, keys);
      if ("rejected" in signed && signed.newerKeysMayDo) {
        const newer = await keySet.newerThan(keys, deadline);
        if (newer !== keys) [keys, signed] = [newer, signedClaims(token, newer)];
      }
      return "rejected" in signed ? { rejected: signed.rejected } : verified(signed.claims, keys);
    },
  };
}

type Refusal = RejectedToken & { readonly newerKeysMayDo: boolean };

/** A key that no id led to may have been replaced, so that a signature which is not its own may be a newer key's. */
function signedClaims(
  token: UnverifiedToken,
  keys: VerificationKeys,
): Pick<VerifiedToken, "claims"> | Refusal {
  const chosen = chosenKey(keys, token.header);
  if ("rejected" in chosen) {
    return { rejected: chosen.rejected, newerKeysMayDo: chosen.rejected === "token_key_unknown" };
  }
  if (!isSignedBy(token, token.header.alg, chosen.key))
    return { rejected: "token_signature", newerKeysMayDo: !chosen.byId };
  const { claims } = token;
  return haveRegisteredTypes(claims) ? { claims } : { rejected: "token_invalid", newerKeysMayDo: false };
}
