/** The preset of an issuer whose product can be told by its address. */
import type { JwtPresetName } from "#core/settings/tokens/preset-names";

/** Also of addresses that are not quite an issuer's: the preset then says what is wrong with them. */
const byAddress: readonly (readonly [RegExp, JwtPresetName])[] = [
  [/\/realms\/[^/]+\/?$/, "keycloak"],
  [/^https:\/\/[a-z0-9.-]+\.auth0\.com\/?$/, "auth0"],
  [/^https:\/\/[a-z0-9.-]+\.okta(?:-emea|preview)?\.com(?:\/|$)/, "okta"],
  [/^https:\/\/cognito-idp\.[a-z0-9-]+\.amazonaws\.com\/[^/]+$/, "cognito"],
  [/^https:\/\/login\.microsoftonline\.com(?:\/|$)/, "entra-id"],
  [/^https:\/\/sts\.windows\.net(?:\/|$)/, "entra-id"],
  [/^https:\/\/accounts\.google\.com\/?$/, "google"],
  [/^https:\/\/[a-z0-9-]+\.logto\.app(?:\/|$)/, "logto"],
  [/^https:\/\/[a-z0-9-]+\.projects\.oryapis\.com\/?$/, "ory-hydra"],
];

/** The preset as a member of the issuer's settings, or nothing. */
export function issuerPreset(issuer: string): { readonly preset?: JwtPresetName } {
  const preset = byAddress.find(([pattern]) => pattern.test(issuer))?.[1];
  return preset === undefined ? {} : { preset };
}

/** Whether nothing but the audience tells a product's access tokens for one API from those for others. */
export const needsAudience = (issuer: string): boolean =>
  ["auth0", "entra-id"].includes(issuerPreset(issuer).preset ?? "");

/** Where an issuer's metadata is, behind its address. */
export const discovery = "/.well-known/openid-configuration";

/**
 * The issuer whose metadata is at an address (OpenID Connect Discovery 1.0 section 4).
 * @returns `undefined` for an address that ends otherwise
 */
export function issuerOfMetadata(address: string): string | undefined {
  if (!address.endsWith(discovery)) return undefined;
  const issuer = address.slice(0, -discovery.length);
  // Auth0's `iss` ends with a slash, which the metadata's address does not tell.
  return URL.canParse(issuer) && new URL(issuer).hostname.endsWith(".auth0.com") ? `${issuer}/` : issuer;
}

/** Why an issuer's address cannot be one, beyond what holds for every address; `undefined` where it can. */
export function issuerMistake(issuer: string): string | undefined {
  return issuer.includes("?")
    ? "must have no query: an issuer has none (RFC 8414 section 2), and what stands in one may be a secret"
    : undefined;
}
