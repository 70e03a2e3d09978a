/** Puts adapters behind the ports of token verification; what no issuer needs is never loaded. */
import { logRefreshFailure } from "#adapters/refresh-log";
import type { AskAboutToken } from "#adapters/tokens/ask-about-token";
import type { IntrospectionOptions } from "#adapters/tokens/introspection";
import type {
  JwtVerifier,
  OpaqueTokenVerifier,
  TokenVerifiers,
} from "#core/authenticate/token/token-verifier";
import { Fault } from "#core/fault";
import type { TokenSettings } from "#core/settings/tokens";
import type { IntrospectionSettings } from "#core/settings/tokens/introspection";
import { type ReadSecretOf, secretOf } from "./secret-of.ts";

/** Who knows tokens; what is absent, the settings say. */
export interface TokenPorts {
  /** Verifies JSON Web Tokens; its issuers are then asked about none. */
  readonly jwts?: JwtVerifier;
  readonly opaques?: OpaqueTokenVerifier;
  /** Texts of key sets that count as fetched at the start, by issuer. */
  readonly staticKeySets?: Readonly<Record<string, string>>;
  /** Reads the secrets of the clients that introspect. */
  readonly secrets?: ReadSecretOf;
}

/** The verifiers for all configured issuers. */
export async function tokenVerifiers(settings: TokenSettings, ports: TokenPorts): Promise<TokenVerifiers> {
  return {
    jwt: ports.jwts ?? (await jwts(settings, ports)),
    opaque: ports.opaques ?? (await opaques(settings, ports)),
  };
}

async function jwts(settings: TokenSettings, ports: TokenPorts): Promise<JwtVerifier> {
  if (settings.issuers.length === 0) return noJwts;
  const { jwtVerifier } = await import("#adapters/tokens/jwt-verifier");
  const { staticKeySets } = ports;
  const verifier = jwtVerifier(settings, Date.now, undefined, {
    staticKeySets,
    onRefreshFailure: logRefreshFailure,
  });
  if (settings.issuers.every(({ introspection }) => introspection === undefined)) return verifier;
  const { introspectedJwts } = await import("#adapters/tokens/introspected-jwts");
  return introspectedJwts(
    verifier,
    ({ issuer, introspection, clockSkewSeconds = settings.clockSkewSeconds }) => {
      const tokens = { ...settings, clockSkewSeconds };
      return (
        introspection &&
        introspectionAt(issuer, introspection, "tokens.issuers[].introspection", tokens, ports)
      );
    },
  );
}

async function opaques(settings: TokenSettings, ports: TokenPorts): Promise<OpaqueTokenVerifier> {
  if (settings.opaque.length === 0) return noOpaqueTokens;
  const { opaqueTokens } = await import("#adapters/tokens/opaque-tokens");
  return opaqueTokens(async (issuer) => {
    const { introspection, userInfo: info } = issuer;
    if (introspection !== undefined)
      return introspectionAt(issuer.issuer, introspection, "tokens.opaque[].introspection", settings, ports);
    if (info === undefined) throw new Fault("configuration_invalid", "tokens.opaque[] says not whom to ask");
    const { userInfo } = await import("#adapters/tokens/user-info");
    return userInfo({ issuer, settings: info, clockSkewSeconds: settings.clockSkewSeconds, now: Date.now });
  });
}

/** Never asked: without an issuer of JSON Web Tokens there is none that such a token could be of. */
const noJwts: JwtVerifier = { verify: async () => ({ rejected: "token_issuer_unknown" }) };

/** Never asked: without an issuer of opaque tokens every token is taken for a JSON Web Token. */
const noOpaqueTokens: OpaqueTokenVerifier = {
  verify: () => Promise.reject(new Fault("configuration_invalid", "tokens.opaque names no issuer")),
};

async function introspectionAt(
  issuer: string,
  settings: IntrospectionSettings,
  setting: string,
  tokens: TokenSettings,
  { secrets = secretOf }: TokenPorts,
): Promise<AskAboutToken> {
  const { introspection } = await import("#adapters/tokens/introspection");
  const { clientCredentials } = await import("#adapters/tokens/client-credentials");
  const secretSetting = `${setting}.clientSecretArn`;
  return introspection({
    issuer,
    settings,
    setting,
    client: clientCredentials(secrets(settings.clientSecretArn, secretSetting), secretSetting, Date.now),
    endpoint: await endpointOf(issuer, settings, setting, tokens),
    clockSkewSeconds: tokens.clockSkewSeconds,
    now: Date.now,
  });
}

async function endpointOf(
  issuer: string,
  { url }: IntrospectionSettings,
  setting: string,
  tokens: TokenSettings,
): Promise<IntrospectionOptions["endpoint"]> {
  if (url !== undefined) return async () => ({ url, publicAddressesOnly: false });
  const { discoveredEndpoint } = await import("#adapters/tokens/introspection-endpoint");
  return discoveredEndpoint(issuer, setting, tokens, Date.now);
}
