/** The authorizer as deployed, in three configurations, and the Secrets Manager that the one with keys asks. */
import { randomBytes } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { SettingsInput } from "#core/settings/schema";
import { startAwsEndpoint } from "#local/aws/aws-endpoint";
import { secretsManager } from "#local/aws/secrets-manager/secrets-manager";
import type { FunctionConfiguration } from "#local/lambda/invocation";
import { awsEnvironment } from "#test/contracts/managed-keys/key-services";
import { deployedFunction, secretArn } from "../subject/deployed-function.ts";
import type { BenchmarkIssuer } from "../subject/token-issuer.ts";
import { type FunctionsFolder, functionConfiguration } from "./compared-functions.ts";
import { undoneAtExit } from "./undone-at-exit.ts";

/** Ours, by the credential that they recognise. */
export interface OurFunctions {
  readonly rsa: FunctionConfiguration;
  readonly curve: FunctionConfiguration;
  readonly key: FunctionConfiguration;
  /** A key that the third one knows. */
  readonly apiKey: string;
  close(): Promise<void>;
}

/** What API Gateway's methods ask for in all three. */
const accessRules: SettingsInput["accessRules"] = [
  { who: "anyone", may: ["read"], on: { api: true, collections: ["*"], exceptCollections: ["wells"] } },
  { who: { scope: "wells:read" }, may: ["read"], on: { collections: ["wells"] } },
];

/** Builds ours, with static key sets and the embedded policy, and starts a Secrets Manager with one API key. */
export async function ourFunctions(
  { folder, command }: FunctionsFolder,
  rsaIssuer: BenchmarkIssuer,
  curveIssuer: BenchmarkIssuer,
): Promise<OurFunctions> {
  const deployed = async (
    name: string,
    settings: Partial<SettingsInput>,
    variables: Record<string, string> = {},
  ) => {
    const built = await deployedFunction({ accessRules, ...settings });
    // Removed on the way out, so that it is gone where the benchmark is interrupted, too.
    const remove = undoneAtExit(() => rmSync(path.dirname(built.folder), { recursive: true, force: true }));
    removals.push(remove);
    return functionConfiguration(name, built.folder, command, { ...built.environment, ...variables });
  };
  const removals: (() => void)[] = [];
  const apiKey = randomBytes(32).toString("base64url");
  const secret = {
    pepper: randomBytes(48).toString("base64url"),
    keys: { partner: { key: apiKey, scopes: ["wells:read"] } },
  };
  const stored = new Map([[secretArn, { current: { secretString: JSON.stringify(secret) } }]]);
  const endpoint = await startAwsEndpoint({ secretsmanager: secretsManager(stored) });
  return {
    rsa: await deployed("ours-rs256", tokenSettings(folder, rsaIssuer)),
    curve: await deployed("ours-es256", tokenSettings(folder, curveIssuer)),
    key: await deployed("ours-key", { apiKeys: {} }, awsEnvironment(endpoint.url)),
    apiKey,
    async close() {
      for (const remove of removals) remove();
      await endpoint.close();
    },
  };
}

function tokenSettings(
  folder: string,
  { issuer, audience, keySet, algorithm }: BenchmarkIssuer,
): Partial<SettingsInput> {
  const file = path.join(folder, `${algorithm}.json`);
  writeFileSync(file, JSON.stringify(keySet));
  return {
    tokens: {
      issuers: [{ issuer, jwksUri: `${issuer}/keys`, audiences: [audience], staticKeys: { file } }],
    },
  };
}
