/** The authorizer as it is deployed: the folder that synthesis makes, for settings of the benchmark. */
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { apiKeySecretVariable } from "#core/settings/environment";
import { validSettings } from "#core/settings/read-settings";
import type { SettingsInput } from "#core/settings/schema";
import { buildFunctionAssets } from "#infra/function-assets";

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

/** Builds the package for settings; what they leave out is the benchmark's. */
export async function deployedFunction(settings: Partial<SettingsInput>): Promise<DeployedFunction> {
  const made = await mkdtemp(path.join(tmpdir(), "ogc-api-bench-"));
  const remove = () => rm(made, { recursive: true, force: true });
  try {
    const { authorizer } = await buildFunctionAssets(validSettings({ ...always, ...settings }), made);
    const environment = { LAMBDA_TASK_ROOT: authorizer, [apiKeySecretVariable]: secretArn };
    return { folder: authorizer, environment, remove };
  } catch (error) {
    await remove();
    throw error;
  }
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
