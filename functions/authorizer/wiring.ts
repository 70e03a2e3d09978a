/** Puts adapters behind the ports of the pipeline; what a configuration does not need is never loaded. */
import { staticKeyStore } from "#adapters/api-keys/static-key-store";
import type { RefreshedValue } from "#adapters/refreshed-value";
import type { ReadSecret } from "#adapters/secrets/secrets-manager";
import { apiLayout } from "#core/api-layout";
import { apiKeyAuthenticator } from "#core/authenticate/api-key";
import type { Authenticator } from "#core/authenticate/authenticator";
import { authenticatorChain } from "#core/authenticate/authenticator-chain";
import { bearerTokenAuthenticator } from "#core/authenticate/bearer-token";
import { policyInput } from "#core/authorize/input/policy-input";
import type { PolicyEngine } from "#core/authorize/policy-engine";
import { Fault } from "#core/fault";
import type { Pipeline } from "#core/pipeline";
import type { ApiKeySettings } from "#core/settings/credentials";
import type { Configuration } from "./configuration.ts";

/** The pipeline of a configuration. */
export async function pipelineOf(configuration: Configuration): Promise<Pipeline> {
  const { settings } = configuration;
  const layout = apiLayout({
    basePath: settings.backend.kind === "lambda" ? settings.backend.basePath : undefined,
    collectionIds: settings.api.collectionIds,
  });
  return {
    authenticate: authenticatorChain(await authenticators(configuration), settings.credentials.several),
    policy: await policyEngine(configuration),
    input: policyInput(settings.policy, layout),
    layout,
  };
}

async function authenticators({ settings, apiKeySecretArn }: Configuration): Promise<Authenticator[]> {
  const chain: Authenticator[] = [];
  if (settings.apiKeys !== undefined) chain.push(apiKeys(settings.apiKeys, apiKeySecretArn ?? ""));
  if (settings.tokens !== undefined) {
    const { jwtVerifier } = await import("#adapters/tokens/jwt-verifier");
    chain.push(bearerTokenAuthenticator(settings.tokens, jwtVerifier(settings.tokens, Date.now)));
  }
  return chain;
}

function apiKeys(settings: ApiKeySettings, secretArn: string): Authenticator {
  const readSecret = lazyReader(secretArn, "apiKeys.secretArn");
  return apiKeyAuthenticator(settings.header, staticKeyStore(settings, readSecret, Date.now));
}

/** The AWS client takes long to load, so it is loaded when the first secret has to be read. */
function lazyReader(secretArn: string, setting: string): ReadSecret {
  let read: Promise<ReadSecret> | undefined;
  return async (stage, timeout) => {
    read ??= import("#adapters/secrets/secrets-manager").then(({ secretReader }) =>
      secretReader(secretArn, setting),
    );
    return (await read)(stage, timeout);
  };
}

async function policyEngine({ settings, policy }: Configuration): Promise<PolicyEngine> {
  const { policy: policySettings } = settings;
  if (policySettings.engine === "remote") {
    const { remotePolicyEngine } = await import("#adapters/opa/remote");
    return remotePolicyEngine({
      ...policySettings,
      token: await tokenFor(policySettings.tokenSecretArn),
      writing: policySettings.input === "ogcapi" ? "javascript" : "python",
    });
  }
  if (policy === undefined) throw new Fault("configuration_invalid", "the function's files hold no policy");
  const { embeddedPolicyEngine } = await import("#adapters/opa/embedded");
  return embeddedPolicyEngine({ ...policy, decision: policySettings.decision });
}

async function tokenFor(secretArn: string | undefined): Promise<RefreshedValue<string> | undefined> {
  if (secretArn === undefined) return undefined;
  const { opaToken } = await import("#adapters/opa/opa-token");
  return opaToken(lazyReader(secretArn, "policy.tokenSecretArn"), Date.now);
}
