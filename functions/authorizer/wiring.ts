/** Puts adapters behind the ports of the pipeline; what a configuration does not need is never loaded. */
import type { RefreshedValue } from "#adapters/refreshed-value";
import { apiLayout, configuredBasePath } from "#core/api-layout";
import { apiKeyAuthenticator } from "#core/authenticate/api-key";
import type { ApiKeyStore } from "#core/authenticate/api-key/api-key-store";
import type { Authenticator } from "#core/authenticate/authenticator";
import { authenticatorChain } from "#core/authenticate/authenticator-chain";
import { bearerTokenAuthenticator } from "#core/authenticate/bearer-token";
import { TokenMemory } from "#core/authenticate/token/token-memory";
import { policyInput } from "#core/authorize/input/policy-input";
import type { PolicyEngine } from "#core/authorize/policy-engine";
import { Fault } from "#core/fault";
import type { AnswerParts } from "#core/gateway/answered-event";
import type { Pipeline } from "#core/pipeline";
import type { Configuration } from "./configuration.ts";
import { secretOf } from "./secret-of.ts";
import { type TokenPorts, tokenVerifiers } from "./token-verifiers.ts";

/** Who knows keys and tokens; what is absent, the configuration says. */
export interface CredentialPorts extends TokenPorts {
  readonly keys?: ApiKeyStore;
}

/** What the function answers events with; a configuration that cannot be used is told for every event. */
export function answerParts(configuration: Configuration, ports: CredentialPorts = {}): AnswerParts {
  const { name, api, decision } = configuration.settings;
  const pipeline = pipelineOf(configuration, ports);
  // Told in the log of every request, instead of a crash that tells once.
  pipeline.catch(() => undefined);
  const { budgetMilliseconds } = decision;
  const told = { ...api.refusals, realm: api.realm };
  return { pipeline, name, told, domain: api.domain, budgetMilliseconds };
}

/**
 * The pipeline of a configuration.
 * @param ports stand in for the secret and the table with the keys, or for the issuers of tokens
 */
export async function pipelineOf(
  configuration: Configuration,
  ports: CredentialPorts = {},
): Promise<Pipeline> {
  const { settings } = configuration;
  const layout = apiLayout({
    basePath: configuredBasePath(settings),
    collectionIds: settings.api.collectionIds,
  });
  return {
    authenticate: authenticatorChain(
      await authenticators(configuration, ports),
      settings.credentials.several,
    ),
    policy: await policyEngine(configuration),
    input: policyInput(settings.policy, layout),
    layout,
    keyParameter: settings.apiKeys?.queryParameter,
    publicHealth: settings.backend.publicHealth,
  };
}

async function authenticators(
  { settings, apiKeySecretArn = "", apiKeyTableName = "", staticKeySets }: Configuration,
  ports: CredentialPorts,
): Promise<Authenticator[]> {
  const chain: Authenticator[] = [];
  if (settings.apiKeys !== undefined) {
    const { apiKeyStore } = await import("./api-key-stores.ts");
    const keys = ports.keys ?? (await apiKeyStore(settings.apiKeys, apiKeySecretArn, apiKeyTableName));
    chain.push(apiKeyAuthenticator(settings.apiKeys, keys));
  }
  if (settings.tokens !== undefined) {
    const verifiers = await tokenVerifiers(settings.tokens, { ...ports, staticKeySets });
    const memory = new TokenMemory(Date.now);
    chain.push(bearerTokenAuthenticator(settings.tokens, verifiers, memory, settings.apiKeys?.basic));
  }
  return chain;
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
  return opaToken(secretOf(secretArn, "policy.tokenSecretArn"), Date.now);
}
