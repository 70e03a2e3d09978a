/** Checks what an authorizer's function has answered. */
import { isObject } from "../template/json-value.ts";
import { policyStatements } from "./policy-statement.ts";

/** A result that can be evaluated, for this request and, while it is cached, for others. */
export interface AuthorizerResult {
  readonly principalId: string;
  readonly policyDocument: unknown;
  /** Values as texts, which is how API Gateway hands them on. */
  readonly context: ReadonlyMap<string, string>;
}

/** Bytes that a result may have (Amazon API Gateway developer guide, "API Gateway quotas"). */
const largestResult = 8192;

/**
 * Reads the function's JSON: `principalId`, `policyDocument`, and optionally `context` with texts, numbers and
 * booleans, and `usageIdentifierKey` (developer guide, "Output from an API Gateway Lambda authorizer").
 * @returns what is wrong with it, if anything is: the request then ends in a configuration error
 */
export function authorizerResult(payload: string): AuthorizerResult | { readonly wrong: string } {
  if (Buffer.byteLength(payload, "utf8") > largestResult)
    return { wrong: `more than ${largestResult} bytes` };
  let result: unknown;
  try {
    result = JSON.parse(payload);
  } catch {
    return { wrong: "no JSON" };
  }
  if (!isObject(result)) return { wrong: "no object" };
  const { principalId, policyDocument, context = {} } = result;
  if (typeof principalId !== "string" || principalId === "") return { wrong: "no principalId" };
  if (policyDocument === undefined) return { wrong: "no policyDocument" };
  const statements = policyStatements(policyDocument);
  if ("kind" in statements) return { wrong: `not understood: ${statements.what}` };
  const texts = contextTexts(context);
  return "wrong" in texts ? texts : { principalId, policyDocument, context: texts.context };
}

function contextTexts(
  context: unknown,
): { readonly context: ReadonlyMap<string, string> } | { readonly wrong: string } {
  if (!isObject(context)) return { wrong: "a context that is no object" };
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries(context)) {
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
      return { wrong: `context.${key} that is neither text, number nor boolean` };
    }
    texts.set(key, String(value));
  }
  return { context: texts };
}
