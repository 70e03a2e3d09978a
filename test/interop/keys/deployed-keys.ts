/** A stack with managed keys, deployed to ministack by the real CDK command, and the command that operators type. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import type { SettingsInput } from "#core/settings/schema";
import { projectRoot } from "#infra/project-root";
import { type LocalApi, type LocalApiOptions, startLocalApi } from "#local/local-api";
import { callService } from "../deploy/call-service.ts";
import { bootstrap, deploy, type StackOutputs } from "../deploy/run-cdk.ts";
import { account, type Ministack, region, startMinistack } from "../deploy/start-ministack.ts";

/** The stack's name. */
const stack = "water";

/** How long a function works with what it has read, seconds. */
export const refreshSeconds = 2;

/** The query parameter in which a key may come. */
export const keyParameter = "apikey";

/** Lakes are open; wells are for the key named `partner`; cities for any key. */
const settings: SettingsInput = {
  version: 1,
  name: stack,
  backend: { kind: "sample" },
  apiKeys: { basic: true, queryParameter: keyParameter, refreshSeconds, managed: {} },
  accessRules: [
    { who: "anyone", may: ["read"], on: { api: true, collections: ["lakes"] } },
    { who: { apiKey: "partner" }, may: ["read"], on: { collections: ["wells"] } },
    { who: { apiKey: "*" }, may: ["read"], on: { collections: ["cities"] } },
  ],
};

/** What a command wrote, and how it ended. */
export interface RanCommand {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** A deployed stack with managed keys. */
export interface DeployedKeys {
  readonly cloud: Ministack;
  readonly outputs: StackOutputs;
  /** Runs `npx ogc-api-authorizer keys …` for the stack, as an operator does. */
  keys(...words: readonly string[]): Promise<RanCommand>;
  /** The same, for a command that must succeed and prints one JSON document. */
  document(...words: readonly string[]): Promise<KeysDocument>;
  /** Settings of an API whose keys are those of the stack. */
  withItsKeys(changes?: Partial<SettingsInput>): SettingsInput;
  /**
   * Starts one more running environment: a local gateway whose functions read the stack's table and secret.
   * @param awsEndpoint ministack's address, or one that leads there
   */
  gateway(awsEndpoint?: string, options?: Partial<LocalApiOptions>): Promise<LocalApi>;
  close(): Promise<void>;
}

/** What commands print with `--json`, as far as it is looked at. */
export interface KeysDocument {
  readonly key: string;
  readonly record: KeyDocument;
  readonly replaced: KeyDocument;
  readonly keys: readonly KeyDocument[];
  readonly outcome: string;
  readonly keysUnderPreviousPepper: number;
}
interface KeyDocument {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly lastUsedDay: string | null;
  readonly replacedBy: string | null;
  readonly pepper: string;
}

/** Starts ministack and deploys the stack. */
export async function deployKeys(): Promise<DeployedKeys> {
  const cloud = await startMinistack();
  try {
    await bootstrap(cloud);
    const outputs = await deploy(cloud, settings);
    return deployedKeys(cloud, outputs, await fullSecretArn(cloud, outputs));
  } catch (error) {
    await cloud.close();
    throw error;
  }
}

/** For CloudFormation in ministack, a secret's name is what it refers to; on AWS it is the ARN, as settings want it. */
async function fullSecretArn({ endpoint }: Ministack, outputs: StackOutputs): Promise<string> {
  const secret = { SecretId: outputs.ApiKeySecretArn };
  return String((await callService(endpoint, "secretsmanager", "DescribeSecret", secret)).ARN);
}

function deployedKeys(cloud: Ministack, outputs: StackOutputs, secretArn: string): DeployedKeys {
  const tableArn = `arn:aws:dynamodb:${region}:${account}:table/${outputs.ApiKeyTableName}`;
  const keys = (...words: readonly string[]) => runKeys(cloud, words);
  const withItsKeys = (changes: Partial<SettingsInput> = {}): SettingsInput => ({
    ...settings,
    apiKeys: { ...settings.apiKeys, secretArn, managed: { tableArn } },
    ...changes,
  });
  return {
    cloud,
    outputs,
    keys,
    withItsKeys,
    async document(...words) {
      const { code, output, errors } = await keys(...words, "--json");
      if (code !== 0) throw new Error(`keys ${words.join(" ")}: ${code} ${errors}`);
      return JSON.parse(output);
    },
    gateway: (awsEndpoint = cloud.endpoint, options = {}) =>
      startLocalApi({ settings: withItsKeys(), awsEndpoint, ...options }),
    close: () => cloud.close(),
  };
}

/** Without a terminal, as in a script; the environment leads to ministack and holds nothing else. */
function runKeys(cloud: Ministack, words: readonly string[]): Promise<RanCommand> {
  const command = join(projectRoot, "cli", "ogc-api-authorizer.js");
  const child = spawn(process.execPath, [command, "keys", ...words, "--stack", stack], {
    cwd: cloud.folder,
    env: cloud.environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [output, errors] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output, errors }));
  });
}
