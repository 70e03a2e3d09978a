/** Reads what was put beside the function at synth, and the few environment variables known only at deployment. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { apiKeySecretVariable, apiKeyTableVariable } from "#core/settings/environment";
import type { Settings } from "#core/settings/schema";
import { keySetsFile } from "#core/settings/tokens/key-sets-file";

/** What the function is configured with. */
export interface Configuration {
  /** The settings as validated at synth. */
  readonly settings: Settings;
  /** The ARN of the API key secret, from its environment variable; only where API keys are configured. */
  readonly apiKeySecretArn: string | undefined;
  /** The table with the records of managed keys, from its environment variable; only where those are configured. */
  readonly apiKeyTableName: string | undefined;
  /** Texts of the key sets that were put beside the function, by issuer. */
  readonly staticKeySets: Readonly<Record<string, string>>;
  /** The compiled policy, its data and their revision; only for the embedded engine. */
  readonly policy:
    | { readonly wasm: Uint8Array; readonly data: unknown; readonly revision: string }
    | undefined;
}

/**
 * Reads the configuration at start, so that a broken one fails before the first request.
 * @param taskRoot the folder of the function's files (`LAMBDA_TASK_ROOT`)
 * @throws Error that names the missing file or variable
 */
export function readConfiguration(
  taskRoot: string,
  environment: Readonly<Record<string, string | undefined>>,
): Configuration {
  const json = (name: string): unknown => JSON.parse(readFileSync(join(taskRoot, name), "utf8"));
  const settings = json("settings.json") as Settings;
  const { apiKeys } = settings;
  const variable = (name: string, configured: string): string => {
    const value = environment[name];
    if (!value)
      throw new Error(`${configured} are configured, but the environment variable ${name} is missing`);
    return value;
  };
  const apiKeySecretArn = apiKeys && variable(apiKeySecretVariable, "API keys");
  const apiKeyTableName = apiKeys?.managed && variable(apiKeyTableVariable, "Managed API keys");
  const hasStaticKeys = settings.tokens?.issuers.some(({ staticKeys }) => staticKeys !== undefined) ?? false;
  const staticKeySets = hasStaticKeys ? (json(keySetsFile) as Record<string, string>) : {};
  const configuration = { settings, apiKeySecretArn, apiKeyTableName, staticKeySets };
  if (settings.policy.engine !== "embedded") return { ...configuration, policy: undefined };
  const { revision } = json("policy.json") as { revision: string };
  const policy = {
    wasm: readFileSync(join(taskRoot, "policy.wasm")),
    data: json("policy-data.json"),
    revision,
  };
  return { ...configuration, policy };
}
