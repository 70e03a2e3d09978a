/** AWS's JSON 1.1 protocol: an operation in a header, its input and its answer as JSON objects. */
import { isJsonObject } from "#core/json-object";
import type { ServiceAnswer } from "./service.ts";

/** An answer: the members of its JSON, and of an error the type. */
export interface JsonAnswer {
  readonly status: number;
  readonly errorType?: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The answer to an operation that succeeded. */
export function jsonAnswer(body: JsonAnswer["body"]): JsonAnswer {
  return { status: 200, body };
}

/** An error, as the clients read it (Smithy, "AWS JSON 1.1 protocol", on operation errors). */
export function jsonError(errorType: string, message: string): JsonAnswer {
  return { status: 400, errorType, body: { __type: errorType, Message: message } };
}

/** The input of an operation; `undefined` for a body that is no JSON object. */
export function jsonInput(body: Buffer): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** An answer as it is sent. */
export function jsonProtocolAnswer({ status, body }: JsonAnswer): ServiceAnswer {
  return { status, headers: { "Content-Type": "application/x-amz-json-1.1" }, body: JSON.stringify(body) };
}
