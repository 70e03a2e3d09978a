/** A stand-in for AWS Secrets Manager on this machine, for functions whose `AWS_ENDPOINT_URL` it is. */
import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { startLoopbackServer } from "../loopback/loopback-server.ts";
import { requestBody } from "../loopback/request-body.ts";
import { errorAnswer, getSecretValue, type SecretsManagerAnswer } from "./get-secret-value.ts";
import { type SecretVersions, storedSecret, withNewVersion } from "./stored-secret.ts";

/** A call that was made; holds no secret value. */
export interface SecretsManagerCall {
  readonly operation: string;
  readonly secretId: string;
  readonly versionStage: string;
  readonly errorType?: string;
}

/** A running stand-in. */
export interface SecretsManager {
  /** `AWS_ENDPOINT_URL` of functions. */
  readonly url: string;
  /** Every call in the order in which it was answered. */
  readonly calls: readonly SecretsManagerCall[];
  /** Gives a secret (also a new one) a new value; the old one becomes `AWSPREVIOUS`. */
  setSecret(arn: string, secretString: string): void;
  close(): Promise<void>;
}

const largestRequestBytes = 65_536;

/** Of a signed request: the parts of AWS Signature Version 4's header ("Signing AWS API requests"). */
const signature = /^AWS4-HMAC-SHA256 Credential=[^,\s]+,\s*SignedHeaders=[^,\s]+,\s*Signature=[0-9a-f]{64}$/;

/**
 * Serves secrets by AWS's JSON 1.1 protocol on 127.0.0.1. Requests must be signed; by whom is not checked, since
 * there is no IAM here, and neither is what they may read.
 * @param secrets the secrets' versions by ARN
 */
export async function startSecretsManager(
  secrets: ReadonlyMap<string, SecretVersions>,
): Promise<SecretsManager> {
  const stored = new Map([...secrets].map(([arn, versions]) => [arn, storedSecret(arn, versions)] as const));
  const calls: SecretsManagerCall[] = [];

  function answerTo(operation: string, request: IncomingMessage, body: Buffer | undefined) {
    const refused = unsigned(request);
    if (refused !== undefined) return { answer: refused, input: {} };
    const input = jsonObject(body);
    if (input === undefined) {
      return { answer: errorAnswer("SerializationException", "The body must be a JSON object."), input: {} };
    }
    const answer =
      operation === "secretsmanager.GetSecretValue"
        ? getSecretValue(stored.values(), input)
        : errorAnswer("UnknownOperationException", `This stand-in does not know ${operation}.`);
    return { answer, input };
  }

  const server = await startLoopbackServer(async (request, response) => {
    const operation = String(request.headers["x-amz-target"] ?? "");
    const { answer, input } = answerTo(operation, request, await requestBody(request, largestRequestBytes));
    calls.push(callOf(operation, input, answer));
    response.writeHead(answer.status, {
      "Content-Type": "application/x-amz-json-1.1",
      "x-amzn-RequestId": randomUUID(),
    });
    response.end(JSON.stringify(answer.body));
  });
  return {
    url: `http://127.0.0.1:${server.port}`,
    calls,
    setSecret(arn, secretString) {
      const secret = stored.get(arn);
      const current = { secretString };
      stored.set(arn, secret ? withNewVersion(secret, secretString) : storedSecret(arn, { current }));
    },
    close: () => server.close(),
  };
}

function unsigned({ headers }: IncomingMessage): SecretsManagerAnswer | undefined {
  const { authorization } = headers;
  if (authorization === undefined) {
    return errorAnswer("MissingAuthenticationTokenException", "Missing Authentication Token");
  }
  if (!signature.test(authorization) || headers["x-amz-date"] === undefined) {
    return errorAnswer("IncompleteSignatureException", "The request is not signed by Signature Version 4.");
  }
  return undefined;
}

function jsonObject(body: Buffer | undefined): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body?.toString("utf8") ?? "");
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function callOf(
  operation: string,
  input: Readonly<Record<string, unknown>>,
  { errorType }: SecretsManagerAnswer,
): SecretsManagerCall {
  return {
    operation: operation.replace(/^secretsmanager\./, ""),
    secretId: String(input.SecretId ?? ""),
    versionStage: String(input.VersionStage ?? "AWSCURRENT"),
    ...(errorType !== undefined && { errorType }),
  };
}
