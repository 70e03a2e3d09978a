/** Puts adapters behind the ports of token verification; what no issuer needs is never loaded. */
import type { Introspect } from "#adapters/tokens/introspection";
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
  /** Verifies JSON Web Tokens without asking anybody about a single one. */
  readonly jwts?: JwtVerifier;
  readonly opaques?: OpaqueTokenVerifier;
  /** Reads the secrets of the clients that introspect. */
  readonly secrets?: ReadSecretOf;
}

/** The verifiers for all configured issuers. */
export async function tokenVerifiers(settings: TokenSettings, ports: TokenPorts): Promise<TokenVerifiers> {
  const local = ports.jwts ?? (await localVerifier(settings));
  return { jwt: local, opaque: ports.opaques ?? (await opaqueVerifier(settings, ports)) };
}

async function localVerifier(settings: TokenSettings): Promise<JwtVerifier> {
  const { jwtVerifier } = await import("#adapters/tokens/jwt-verifier");
  return jwtVerifier(settings, Date.now);
}

async function opaqueVerifier(settings: TokenSettings, ports: TokenPorts): Promise<OpaqueTokenVerifier> {
  if (settings.opaque.length === 0) return noOpaqueTokens;
  const { opaqueTokens } = await import("#adapters/tokens/opaque-tokens");
  return opaqueTokens(async ({ issuer, introspection }) => {
    if (introspection !== undefined)
      return introspectionAt(issuer, introspection, "tokens.opaque[].introspection", settings, ports);
    throw new Fault("configuration_invalid", "tokens.opaque[].userInfo cannot be used yet");
  });
}

/** Never asked: without an issuer of opaque tokens every token is taken for a JSON Web Token. */
const noOpaqueTokens: OpaqueTokenVerifier = {
  verify: () => Promise.reject(new Fault("configuration_invalid", "tokens.opaque names no issuer")),
};

async function introspectionAt(
  issuer: string,
  settings: IntrospectionSettings,
  setting: string,
  { clockSkewSeconds }: TokenSettings,
  { secrets = secretOf }: TokenPorts,
): Promise<Introspect> {
  const { introspection } = await import("#adapters/tokens/introspection");
  const { clientCredentials } = await import("#adapters/tokens/client-credentials");
  const secretSetting = `${setting}.clientSecretArn`;
  const { url } = settings;
  return introspection({
    issuer,
    settings,
    setting,
    client: clientCredentials(secrets(settings.clientSecretArn, secretSetting), secretSetting, Date.now),
    endpoint: async () => {
      if (url !== undefined) return url;
      throw new Fault("configuration_invalid", `${setting}.url must be given`);
    },
    clockSkewSeconds,
    now: Date.now,
  });
}
