/** Checks opaque tokens by asking their issuers, each in its own way. */
import type { OpaqueTokenVerifier } from "#core/authenticate/token/token-verifier";
import type { OpaqueIssuerSettings } from "#core/settings/tokens/opaque-issuer";
import type { AskAboutToken } from "./ask-about-token.ts";

/** A verifier for opaque tokens; `way` says how those of an issuer are asked about, and is called once for each. */
export function opaqueTokens(
  way: (issuer: OpaqueIssuerSettings) => Promise<AskAboutToken>,
): OpaqueTokenVerifier {
  const ways = new Map<OpaqueIssuerSettings, Promise<AskAboutToken>>();
  return {
    async verify(token, issuer, deadline) {
      const ask = ways.get(issuer) ?? way(issuer);
      ways.set(issuer, ask);
      return (await ask)(token, deadline);
    },
  };
}
