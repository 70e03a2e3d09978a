/** The authorizer as it is deployed: the folder that synthesis makes, for settings of the benchmark. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { apiKeySecretVariable } from "#core/settings/environment";
import { validSettings } from "#core/settings/read-settings";
import type { SettingsInput } from "#core/settings/schema";
import { buildFunctionAssets } from "#infra/function-assets";
import type { BenchmarkIssuer } from "./token-issuer.ts";

/** The ARN that stands for the API key secret. */
export const secretArn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:benchmark-AbCdEf";

/** A deployment package in a folder of its own. */
export interface DeployedFunction {
  readonly folder: string;
  /** The variables that the template would give it; `LAMBDA_TASK_ROOT` included. */
  readonly environment: Readonly<Record<string, string>>;
  /** Removes the folder. */
  remove(): Promise<void>;
}

/**
 * Builds the package for settings; what they leave out is the benchmark's.
 * @param issuers whose tokens are accepted, with their key sets beside the function
 */
export async function deployedFunction(
  settings: Partial<SettingsInput>,
  issuers: readonly BenchmarkIssuer[] = [],
): Promise<DeployedFunction> {
  const made = await mkdtemp(path.join(tmpdir(), "ogc-api-bench-"));
  const remove = () => rm(made, { recursive: true, force: true });
  try {
    const tokens = issuers.length > 0 && { tokens: { issuers: await withKeySets(issuers, made) } };
    const all = validSettings({ ...always, ...tokens, ...settings });
    const { authorizer } = await buildFunctionAssets(all, made);
    const environment = { LAMBDA_TASK_ROOT: authorizer, [apiKeySecretVariable]: secretArn };
    return { folder: authorizer, environment, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** The settings of issuers, whose key sets are written into a folder. */
function withKeySets(issuers: readonly BenchmarkIssuer[], folder: string) {
  return Promise.all(
    issuers.map(async ({ issuer, audience, keySet }, index) => {
      const file = path.join(folder, `keys-${index}.json`);
      await writeFile(file, JSON.stringify(keySet));
      return { issuer, audiences: [audience], staticKeys: { file } };
    }),
  );
}

const always: SettingsInput = {
  version: 1,
  name: "benchmark",
  backend: { kind: "lambda", functionArn: "arn:aws:lambda:eu-central-1:123456789012:function:backend" },
  accessRules: [],
};

/** The handler of Lambda's kind. */
export type Handler = (event: unknown) => Promise<unknown>;

/** Loads the package's handler into this process, which then has the package's variables. */
export function loadedHandler({ folder, environment }: DeployedFunction): Handler {
  Object.assign(process.env, environment);
  return createRequire(import.meta.url)(path.join(folder, "index.cjs")).handler;
}
