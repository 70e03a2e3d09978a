/** Checks opaque tokens by asking their issuers, each in its own way. */
import type { OpaqueTokenVerifier } from "#core/authenticate/token/token-verifier";
import type { OpaqueIssuerSettings } from "#core/settings/tokens/opaque-issuer";
import type { Introspect } from "./introspection.ts";

/** A verifier for opaque tokens; `way` says how those of an issuer are asked about, and is called once for each. */
export function opaqueTokens(
  way: (issuer: OpaqueIssuerSettings) => Promise<Introspect>,
): OpaqueTokenVerifier {
  const ways = new Map<OpaqueIssuerSettings, Promise<Introspect>>();
  return {
    async verify(token, issuer, deadline) {
      const ask = ways.get(issuer) ?? way(issuer);
      ways.set(issuer, ask);
      return (await ask)(token, deadline);
    },
  };
}
