/** A stand-in for AWS Secrets Manager on this machine: what functions, `keys rotate-pepper` and `import` ask of it. */
import { type JsonAnswer, jsonError, jsonInput, jsonProtocolAnswer } from "../json-protocol.ts";
import type { AwsService } from "../service.ts";
import { createSecret } from "./create-secret.ts";
import { describeSecret } from "./describe-secret.ts";
import { getSecretValue } from "./get-secret-value.ts";
import { putSecretValue } from "./put-secret-value.ts";
import type { OperationInput, SecretOperation } from "./secret-operation.ts";
import { isMeant, type SecretVersions, storedSecret, withNewVersion } from "./stored-secret.ts";
import { updateSecretVersionStage } from "./update-secret-version-stage.ts";

/** A call that was made; holds no secret value. */
export interface SecretsManagerCall {
  readonly operation: string;
  readonly secretId: string;
  readonly versionStage: string;
  readonly errorType?: string;
}

/** Secrets in memory. */
export interface SecretsManager extends AwsService {
  /** Every call in the order in which it was answered. */
  readonly calls: readonly SecretsManagerCall[];
  /** Gives a secret (also a new one) a new value; the old one becomes `AWSPREVIOUS`. */
  setSecret(arn: string, secretString: string): void;
}

const operations: ReadonlyMap<string, SecretOperation> = new Map([
  ["secretsmanager.DescribeSecret", describeSecret],
  ["secretsmanager.GetSecretValue", getSecretValue],
  ["secretsmanager.PutSecretValue", putSecretValue],
  ["secretsmanager.UpdateSecretVersionStage", updateSecretVersionStage],
]);

/** How many calls are remembered. */
const mostCalls = 1000;

/**
 * Keeps secrets and answers for them; what a caller may read is not checked, as there is no IAM here.
 * @param secrets the secrets' versions by ARN
 */
export function secretsManager(secrets: ReadonlyMap<string, SecretVersions>): SecretsManager {
  const stored = new Map([...secrets].map(([arn, versions]) => [arn, storedSecret(arn, versions)] as const));
  const calls: SecretsManagerCall[] = [];

  const found = (id: string) => [...stored.values()].find((each) => isMeant(each, id));

  /** CreateSecret alone is about a secret that is not there. */
  function created(input: OperationInput, region: string): JsonAnswer {
    const { Name: name } = input;
    const { answer, changed } = createSecret(found(String(name)), input, region);
    if (changed !== undefined) stored.set(changed.arn, changed);
    return answer;
  }

  function answerTo(target: string, input: OperationInput | undefined, region: string): JsonAnswer {
    if (input === undefined) return jsonError("SerializationException", "The body must be a JSON object.");
    if (target === "secretsmanager.CreateSecret") return created(input, region);
    const operation = operations.get(target);
    if (operation === undefined) {
      return jsonError("UnknownOperationException", `This stand-in does not know ${target}.`);
    }
    const { SecretId: secretId } = input;
    if (typeof secretId !== "string" || secretId === "") {
      return jsonError("ValidationException", "SecretId must be a text of at least one character.");
    }
    const secret = found(secretId);
    if (secret === undefined) {
      return jsonError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
    }
    const { answer, changed } = operation(secret, input);
    if (changed !== undefined) stored.set(changed.arn, changed);
    return answer;
  }

  return {
    calls,
    answer({ headers, body }) {
      const target = String(headers["x-amz-target"] ?? "");
      const input = jsonInput(body);
      const answer = answerTo(target, input, regionOf(headers.authorization));
      calls.push(callOf(target, input ?? {}, answer));
      if (calls.length > mostCalls) calls.shift();
      return jsonProtocolAnswer(answer);
    },
    setSecret(arn, secretString) {
      const secret = stored.get(arn);
      const current = { secretString };
      stored.set(arn, secret ? withNewVersion(secret, secretString) : storedSecret(arn, { current }));
    },
  };
}

/** The region in the signature's credential scope, which an endpoint has found to be there. */
const regionOf = (authorization = "") =>
  /Credential=[^/]+\/\d{8}\/([a-z0-9-]+)\//.exec(authorization)?.[1] ?? "eu-central-1";

function callOf(target: string, input: OperationInput, { errorType }: JsonAnswer): SecretsManagerCall {
  return {
    operation: target.replace(/^secretsmanager\./, ""),
    secretId: String(input.SecretId ?? input.Name ?? ""),
    versionStage: String(input.VersionStage ?? "AWSCURRENT"),
    ...(errorType !== undefined && { errorType }),
  };
}
