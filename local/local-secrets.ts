/** The secrets of a stack on this machine: made anew at every start, and never written to disk. */
import type { Settings } from "#core/settings/schema";
import type { TemplateSecret } from "./gateway/template.ts";
import { type GenerateSecretString, generatedSecret } from "./secrets-manager/generated-secret.ts";
import { startSecretsManager } from "./secrets-manager/secrets-manager.ts";

/** A running Secrets Manager stand-in, and the secrets that matter. */
export interface LocalSecrets {
  readonly url: string;
  /** Stores a new version of the API key secret. */
  setApiKeySecret(text: string): void;
  /** Stores a new version of the secret that holds the token for OPA. */
  setOpaToken(text: string): void;
  close(): Promise<void>;
}

/** What the stack makes a key secret from; a secret that the settings name is made likewise. */
const ownKeySecret: GenerateSecretString = {
  SecretStringTemplate: '{"keys":{}}',
  GenerateStringKey: "pepper",
  PasswordLength: 64,
  ExcludePunctuation: true,
};

/** What the secrets hold beside what the stack would make. */
export interface SecretContents {
  /** API keys by their name. */
  readonly keys: Readonly<Record<string, string>>;
  /** The bearer token that OPA asks for. */
  readonly opaToken?: string | undefined;
}

/** Starts Secrets Manager with every secret of the template and those that the settings name. */
export async function startLocalSecrets(
  ofTemplate: readonly TemplateSecret[],
  settings: Settings,
  { keys, opaToken }: SecretContents,
): Promise<LocalSecrets> {
  const secrets = new Map(
    ofTemplate.map(({ arn, generateSecretString = {} }) => [arn, generatedSecret(generateSecretString)]),
  );
  const keySecretArn = settings.apiKeys?.secretArn ?? ofTemplate[0]?.arn;
  if (settings.apiKeys !== undefined && keySecretArn !== undefined) {
    const made = secrets.get(keySecretArn) ?? generatedSecret(ownKeySecret);
    secrets.set(keySecretArn, JSON.stringify({ ...JSON.parse(made), keys }));
  }
  const tokenSecretArn = settings.policy.engine === "remote" ? settings.policy.tokenSecretArn : undefined;
  if (tokenSecretArn !== undefined && opaToken !== undefined) secrets.set(tokenSecretArn, opaToken);
  const manager = await startSecretsManager(
    new Map([...secrets].map(([arn, secretString]) => [arn, { current: { secretString } }])),
  );
  return {
    url: manager.url,
    setApiKeySecret(text) {
      if (keySecretArn !== undefined) manager.setSecret(keySecretArn, text);
    },
    setOpaToken(text) {
      if (tokenSecretArn !== undefined) manager.setSecret(tokenSecretArn, text);
    },
    close: () => manager.close(),
  };
}
