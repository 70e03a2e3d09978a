/** Calls one operation of an AWS service that speaks the JSON protocol, as an operator does by a command. */
import { region } from "./start-ministack.ts";

/** The services that are called, with the prefix of their operations' names. */
const prefixes = {
  dynamodb: "DynamoDB_20120810",
  secretsmanager: "secretsmanager",
  logs: "Logs_20140328",
} as const;

/**
 * Calls an operation (Smithy documentation, "AWS JSON 1.1 protocol"). The signature is not a real one: the emulator
 * reads only the service's name from it.
 * @throws Error with the answer when it is no success
 */
export async function callService(
  endpoint: string,
  service: keyof typeof prefixes,
  operation: string,
  input: object,
): Promise<Record<string, unknown>> {
  const scope = `test/20260101/${region}/${service}/aws4_request`;
  const answer = await fetch(endpoint, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `${prefixes[service]}.${operation}`,
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`,
    },
    body: JSON.stringify(input),
  });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${service} ${operation}: ${answer.status} ${text}`);
  return JSON.parse(text);
}
