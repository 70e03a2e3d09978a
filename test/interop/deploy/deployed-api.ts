/** An API that has been deployed, as stories need it: with a key in its secret and tokens that it accepts. */
import { randomBytes } from "node:crypto";
import type { DecisionLine } from "#adapters/decision-log";
import { decisionOf } from "#local/decision-lines";
import type { TokenIssuer } from "#local/token-issuer/token-issuer";
import type { StoryApi } from "#test/end-to-end/stories/story";
import { callService } from "./call-service.ts";
import type { StackOutputs } from "./run-cdk.ts";
import type { Ministack } from "./start-ministack.ts";

/** Where ministack answers for a deployed API. */
export function deployedUrl({ endpoint }: Ministack, { Url = "" }: StackOutputs): string {
  const { hostname, pathname } = new URL(Url);
  const [apiId = ""] = hostname.split(".");
  return `${endpoint}/_aws/execute-api/${apiId}${pathname}`;
}

/**
 * Stores another text in the stack's secret.
 * @returns a function that stores the former one again
 */
export async function replaceSecret(
  cloud: Ministack,
  outputs: StackOutputs,
  text: string,
): Promise<() => Promise<unknown>> {
  const former = await secretText(cloud, outputs);
  const store = (SecretString: string) =>
    callService(cloud.endpoint, "secretsmanager", "PutSecretValue", {
      SecretId: outputs.ApiKeySecretArn,
      SecretString,
    });
  await store(text);
  return () => store(former);
}

/** The text of the stack's secret. */
export async function secretText({ endpoint }: Ministack, outputs: StackOutputs): Promise<string> {
  const secret = { SecretId: outputs.ApiKeySecretArn };
  const { SecretString } = await callService(endpoint, "secretsmanager", "GetSecretValue", secret);
  return String(SecretString);
}

/** The ARN of the stack's secret: as the output it is ministack's name of the secret, where AWS gives the ARN. */
export async function secretArn({ endpoint }: Ministack, outputs: StackOutputs): Promise<string> {
  const secret = { SecretId: outputs.ApiKeySecretArn };
  const { ARN } = await callService(endpoint, "secretsmanager", "DescribeSecret", secret);
  return String(ARN);
}

/** Adds an API key to the stack's secret, beside the pepper that is in it. */
export async function addKey(
  cloud: Ministack,
  outputs: StackOutputs,
  name: string,
  key: string,
): Promise<void> {
  const { pepper, keys } = JSON.parse(await secretText(cloud, outputs));
  await replaceSecret(cloud, outputs, JSON.stringify({ pepper, keys: { ...keys, [name]: key } }));
}

/** The API of a stack that was just deployed, after a key named `local` was put into its secret. */
export async function deployedApi(
  cloud: Ministack,
  stackName: string,
  outputs: StackOutputs,
  issuer: TokenIssuer,
): Promise<StoryApi> {
  const apiKey = randomBytes(24).toString("base64url");
  await addKey(cloud, outputs, "local", apiKey);
  return {
    url: deployedUrl(cloud, outputs),
    publicUrl: outputs.Url ?? "",
    issuer: issuer.issuer,
    apiKey,
    token: (claims, options) => issuer.token(claims, options),
    reasonOf: async () => (await lastDecision(cloud, stackName)).reason,
  };
}

/** The name of the log group of a stack's authorizer. */
export async function decisionLogGroup({ endpoint }: Ministack, stackName: string): Promise<string> {
  const { logGroups } = await callService(endpoint, "logs", "DescribeLogGroups", {});
  const names = (logGroups as { logGroupName: string }[]).map(({ logGroupName }) => logGroupName);
  const found = names.find((name) => name.includes(`/${stackName}/AuthorizerLogs`));
  if (found === undefined)
    throw new Error(`no log group of ${stackName}'s authorizer in ${names.join(", ")}`);
  return found;
}

/**
 * The youngest line in the authorizer's log group, which is about the request that was just answered as long as
 * requests are made one after the other: ministack gives the authorizer no request ids to find it by.
 */
async function lastDecision(cloud: Ministack, stackName: string): Promise<DecisionLine> {
  const logGroupName = await decisionLogGroup(cloud, stackName);
  const { events } = await callService(cloud.endpoint, "logs", "FilterLogEvents", { logGroupName });
  const decisions = (events as { message: string; timestamp: number }[]).flatMap(({ message, timestamp }) => {
    const decision = decisionOf(message);
    return decision === undefined ? [] : [{ decision, timestamp }];
  });
  const last = decisions.sort((one, other) => one.timestamp - other.timestamp).at(-1);
  if (last === undefined) throw new Error(`the log group ${logGroupName} holds no decision`);
  return last.decision;
}
