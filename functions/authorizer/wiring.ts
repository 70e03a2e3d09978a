/** Puts adapters behind the ports of the pipeline; what a configuration does not need is never loaded. */
import { staticKeyStore } from "#adapters/api-keys/static-key-store";
import type { ReadSecret } from "#adapters/secrets/secrets-manager";
import { apiKeyAuthenticator } from "#core/authenticate/api-key";
import type { Authenticator } from "#core/authenticate/authenticator";
import { authenticatorChain } from "#core/authenticate/authenticator-chain";
import { bearerTokenAuthenticator } from "#core/authenticate/bearer-token";
import { policyInput } from "#core/authorize/input/policy-input";
import type { PolicyEngine } from "#core/authorize/policy-engine";
import { Fault } from "#core/fault";
import type { Pipeline } from "#core/pipeline";
import type { ApiKeySettings } from "#core/settings/credentials";
import type { Settings } from "#core/settings/schema";
import type { Configuration } from "./configuration.ts";

/** The pipeline of a configuration. */
export async function pipelineOf(configuration: Configuration): Promise<Pipeline> {
  const { settings } = configuration;
  return {
    authenticate: authenticatorChain(await authenticators(configuration), settings.credentials.several),
    policy: await policyEngine(configuration),
    input: policyInput(settings.policy, basePathOf(settings)),
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
  let read: Promise<ReadSecret> | undefined;
  const readSecret: ReadSecret = async (stage, timeout) => {
    read ??= import("#adapters/secrets/secrets-manager").then(({ secretReader }) => secretReader(secretArn));
    return (await read)(stage, timeout);
  };
  return apiKeyAuthenticator(settings.header, staticKeyStore(settings, readSecret, Date.now));
}

async function policyEngine({ settings, policy }: Configuration): Promise<PolicyEngine> {
  const { policy: policySettings } = settings;
  if (policySettings.engine === "remote") {
    const { remotePolicyEngine } = await import("#adapters/opa/remote");
    const writing = policySettings.input === "ogcapi" ? "javascript" : "python";
    return remotePolicyEngine({ ...policySettings, writing });
  }
  if (policy === undefined) throw new Fault("configuration_invalid", "the function's files hold no policy");
  const { embeddedPolicyEngine } = await import("#adapters/opa/embedded");
  return embeddedPolicyEngine({ ...policy, decision: policySettings.decision });
}

function basePathOf({ backend }: Settings): string | undefined {
  return "basePath" in backend && typeof backend.basePath === "string" ? backend.basePath : undefined;
}
