/** The ways that decisions go: who asks with what, who has the keys, and which policy engine answers. */
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after } from "node:test";
import type { SettingsInput } from "#core/settings/schema";
import { startAwsEndpoint } from "#local/aws/aws-endpoint";
import { type SecretsManagerCall, secretsManager } from "#local/aws/secrets-manager/secrets-manager";
import { deployedFunction, secretArn } from "#test/bench/subject/deployed-function";
import { keyEvent, tokenEvent } from "#test/bench/subject/request";
import { newIssuer } from "#test/bench/subject/token-issuer";
import { temporaryFolder } from "#test/infra/temporary-folder";
import { type CountedServer, countedServer } from "./counted-server.ts";
import { type ProcessReport, processReport } from "./process-report.ts";

/** One way, made ready; what it made is gone when the running suite is over. */
export interface DecisionPath {
  /** Has a new process decide about as many requests, each with a token of its own, one after another. */
  decide(times: number): Promise<ProcessReport>;
  /** The issuer's key set, which only `fetchedKeys` asks for. */
  readonly keySet: CountedServer;
  /** An OPA server that allows everything, which only `remotePolicy` asks. */
  readonly opa: CountedServer;
  /** What Secrets Manager was asked for so far. */
  readonly secretCalls: readonly SecretsManagerCall[];
}

/** What is counted is not how long it takes: a machine that is busy must not turn an allow into a fault. */
const patience = 5_000;

/** A way of decisions. */
export type Way = "staticKeys" | "fetchedKeys" | "apiKey" | "remotePolicy";

/** Makes a way ready, with everybody whom any way could call, so that who is not called is seen. */
export async function decisionPath(way: Way): Promise<DecisionPath> {
  const issuer = newIssuer("RS256");
  const keySet = await countedServer(issuer.keySet);
  const opa = await countedServer({ result: { allow: true } });
  const secrets = await secretsWithKey();
  const { issuer: name, audience } = issuer;
  const tokens = (keys: object) => ({
    issuers: [{ issuer: name, audiences: [audience], ...keys }],
    jwksTimeoutMilliseconds: patience,
  });
  const staticKeys = { staticKeys: { file: jsonFile(issuer.keySet) } };
  const ways: Readonly<Record<Way, Pick<SettingsInput, "apiKeys" | "tokens" | "policy">>> = {
    staticKeys: { tokens: tokens(staticKeys) },
    fetchedKeys: { tokens: tokens({ jwksUri: `${keySet.url}/certs` }) },
    apiKey: { apiKeys: {} },
    remotePolicy: {
      tokens: tokens(staticKeys),
      policy: { engine: "remote", url: opa.url, timeoutMilliseconds: patience },
    },
  };
  const who = way === "apiKey" ? { apiKey: "*" } : { scope: "wells:read" };
  const deployed = await deployedFunction({
    ...ways[way],
    decision: { budgetMilliseconds: patience, functionTimeoutSeconds: 29 },
    accessRules: [{ who, may: ["read"], on: { collections: ["wells"] } }],
  });
  after(() => deployed.remove());
  const event = () => (way === "apiKey" ? keyEvent(secrets.key) : tokenEvent(issuer.token()));
  return {
    decide: (times) => processReport(deployed, Array.from({ length: times }, event), secrets.variables),
    keySet,
    opa,
    secretCalls: secrets.calls,
  };
}

/** Secrets Manager with a secret that holds one key, and the variables by which a function finds it. */
async function secretsWithKey() {
  const key = randomBytes(24).toString("base64url");
  const secretString = JSON.stringify({ pepper: randomBytes(32).toString("hex"), keys: { gates: key } });
  const manager = secretsManager(new Map([[secretArn, { current: { secretString } }]]));
  const endpoint = await startAwsEndpoint({ secretsmanager: manager });
  after(() => endpoint.close());
  const variables = {
    AWS_REGION: "eu-central-1",
    AWS_ENDPOINT_URL: endpoint.url,
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
  };
  return { key, calls: manager.calls, variables };
}

/** Settings name files. */
function jsonFile(content: object): string {
  const file = path.join(temporaryFolder(), "key-set.json");
  writeFileSync(file, JSON.stringify(content));
  return file;
}
