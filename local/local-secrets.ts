/** The secrets of a stack on this machine: made anew at every start, and never written to disk. */
import { unusableKeySecret } from "#adapters/api-keys/key-secret-members";
import { keySecret } from "#adapters/api-keys/key-secret-text";
import { Fault } from "#core/fault";
import type { Settings } from "#core/settings/schema";
import { clientSecrets } from "#core/settings/tokens/client-secrets";
import { type GenerateSecretString, generatedSecret } from "./aws/secrets-manager/generated-secret.ts";
import { type SecretsManager, secretsManager } from "./aws/secrets-manager/secrets-manager.ts";
import type { TemplateSecret } from "./gateway/template.ts";

/** The Secrets Manager stand-in, and the secrets that matter. */
export interface LocalSecrets {
  readonly manager: SecretsManager;
  /** Whether the API key secret is the one of `SecretContents.keys`, and not one that was given. */
  readonly holdsKeys: boolean;
  /** Stores a new version of the API key secret. */
  setApiKeySecret(text: string): void;
  /** Stores a new version of the secret that holds the token for OPA. */
  setOpaToken(text: string): void;
  /** Stores a new version of any secret. */
  setSecret(arn: string, text: string): void;
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
  /** API keys by their name, in a secret that is made. */
  readonly keys: Readonly<Record<string, string>>;
  /** The whole text of the API key secret, in place of one that is made. */
  readonly apiKeySecret?: string | undefined;
  /** The bearer token that OPA asks for. */
  readonly opaToken?: string | undefined;
  /** Texts of the secrets that only the settings' author has, by their ARN. */
  readonly given?: Readonly<Record<string, string>> | undefined;
}

/**
 * The text of the API key secret as it was given, by itself or by the ARN that the settings name.
 * @throws Error where it cannot be used, which shows nothing of it
 */
function givenKeySecret(
  { apiKeys }: Settings,
  { apiKeySecret, given = {} }: Omit<SecretContents, "keys">,
): string | undefined {
  const arn = apiKeys?.secretArn;
  const byArn = arn !== undefined && Object.hasOwn(given, arn) ? given[arn] : undefined;
  const text = apiKeySecret ?? byArn;
  if (text === undefined) return undefined;
  if (apiKeys === undefined)
    throw new Error("API keys are given, but the settings recognise none: set apiKeys");
  if (apiKeySecret !== undefined && byArn !== undefined) {
    throw new Error(`the API keys are given twice: by --api-keys and by --secret ${arn}=<file>`);
  }
  try {
    keySecret(text, apiKeys.managed !== undefined);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new Error(`the given API keys cannot be used: ${error.message.replace(unusableKeySecret, "")}`);
  }
  return text;
}

/**
 * Secrets Manager with every secret of the template and those that the settings name.
 * @throws Error that names the setting of a secret which nobody gave, or the ARN of one that no setting names, and as
 * `givenKeySecret` does
 */
export function localSecrets(
  ofTemplate: readonly TemplateSecret[],
  settings: Settings,
  contents: SecretContents,
): LocalSecrets {
  const { keys, opaToken, given = {} } = contents;
  const ownKeys = givenKeySecret(settings, contents);
  const secrets = new Map(
    ofTemplate.map(({ arn, generateSecretString = {} }) => [arn, generatedSecret(generateSecretString)]),
  );
  const keySecretArn = settings.apiKeys?.secretArn ?? ofTemplate[0]?.arn;
  if (settings.apiKeys !== undefined && keySecretArn !== undefined) {
    const made = secrets.get(keySecretArn) ?? generatedSecret(ownKeySecret);
    secrets.set(keySecretArn, ownKeys ?? JSON.stringify({ ...JSON.parse(made), keys }));
  }
  const tokenSecretArn = settings.policy.engine === "remote" ? settings.policy.tokenSecretArn : undefined;
  if (tokenSecretArn !== undefined && opaToken !== undefined) secrets.set(tokenSecretArn, opaToken);
  for (const [arn, text] of givenSecrets(settings, given)) secrets.set(arn, text);
  const manager = secretsManager(
    new Map([...secrets].map(([arn, secretString]) => [arn, { current: { secretString } }])),
  );
  return {
    manager,
    holdsKeys: settings.apiKeys !== undefined && ownKeys === undefined,
    setApiKeySecret(text) {
      if (keySecretArn !== undefined) manager.setSecret(keySecretArn, text);
    },
    setOpaToken(text) {
      if (tokenSecretArn !== undefined) manager.setSecret(tokenSecretArn, text);
    },
    setSecret: (arn, text) => manager.setSecret(arn, text),
  };
}

function givenSecrets(settings: Settings, given: Readonly<Record<string, string>>): [string, string][] {
  const needed = clientSecrets(settings.tokens);
  const missing = needed.find(({ arn }) => !Object.hasOwn(given, arn));
  if (missing !== undefined) {
    throw new Error(
      `${missing.setting} names a secret that is not here: name a file that holds its text by --secret ${missing.arn}=<file>`,
    );
  }
  const keySecretArn = settings.apiKeys?.secretArn;
  const ofClients = Object.entries(given).filter(([arn]) => arn !== keySecretArn);
  const [unknown] = ofClients.find(([arn]) => !needed.some((secret) => secret.arn === arn)) ?? [];
  if (unknown !== undefined) {
    throw new Error(`no client of the settings, nor apiKeys.secretArn, has its secret in ${unknown}`);
  }
  return ofClients;
}
