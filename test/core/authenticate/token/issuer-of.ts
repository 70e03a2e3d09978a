/** Issuers as validated, for tests of what becomes of their tokens. */
import { validSettings } from "#core/settings/read-settings";
import type { TokenSettings } from "#core/settings/tokens";
import type { IssuerSettings } from "#core/settings/tokens/issuer";

/** The address of the issuer whose tokens the tests show. */
export const issuerAddress = "https://login.example.org/realms/geo";

/** Token settings with one issuer of JSON Web Tokens, whose audience is `ogc-api` where nothing else is given. */
export function tokensOf(more: object = {}): TokenSettings {
  const issuer = {
    issuer: issuerAddress,
    jwksUri: `${issuerAddress}/certs`,
    audiences: ["ogc-api"],
    ...more,
  };
  const { tokens } = validSettings({
    version: 1,
    tokens: { issuers: [issuer] },
    accessRules: [{ who: "anyone", may: ["read"], on: { api: true } }],
  });
  if (tokens === undefined) throw new Error("the test's settings hold no tokens");
  return tokens;
}

/** That issuer alone. */
export function issuerOf(more: object = {}): IssuerSettings {
  const [issuer] = tokensOf(more).issuers;
  if (issuer === undefined) throw new Error("the test's settings hold no issuer");
  return issuer;
}
