/** Reads what an OPA server has answered: the result, or why there is none. */
import type { HttpAnswer } from "#adapters/http/exchange";
import type { PolicyAnswer } from "#core/authorize/policy-engine";
import { Fault } from "#core/fault";
import { isJsonObject } from "#core/json-object";

/** What stands for the revision of Rego and data that OPA has from no bundle, or from one without a revision. */
export const unversioned = "unversioned";

/** Throws for what is not UTF-8. */
const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Longest revision that is logged, in characters. */
const longestRevision = 128;

/**
 * Reads an answer; OPA answers 200 whether or not the decision is defined.
 * @param withToken whether a bearer token was sent, for the remedy of a refusal
 * @throws Fault `policy_unavailable` or `policy_answer_invalid`; repeats nothing of the answer
 */
export function remoteAnswer(
  answer: HttpAnswer,
  withToken: boolean,
): PolicyAnswer & { readonly revision: string } {
  const document = jsonObject(wholeAnswer(answer, withToken));
  const decisionId = memberOf(document, "decision_id");
  return {
    result: memberOf(document, "result"),
    revision: revisionOf(memberOf(document, "provenance")),
    ...(typeof decisionId === "string" && { decisionId }),
  };
}

function wholeAnswer(answer: HttpAnswer, withToken: boolean): Buffer {
  if (answer.kind === "too-large") {
    throw answerFault("is longer than policy.maximumAnswerBytes and its question");
  }
  if (answer.kind !== "answered") {
    throw new Fault("policy_unavailable", `the OPA server at policy.url did not answer: ${answer.reason}`);
  }
  const { status } = answer;
  if (status === 401 || status === 403) {
    const remedy = withToken
      ? "store the token that it knows in the secret of policy.tokenSecretArn"
      : "give the token that it asks for by policy.tokenSecretArn";
    throw new Fault("policy_unavailable", `the OPA server at policy.url refused us (${status}): ${remedy}`);
  }
  if (status >= 500) {
    throw new Fault("policy_unavailable", `the OPA server at policy.url answered with status ${status}`);
  }
  if (status !== 200) throw answerFault(`has status ${status} and not 200`);
  return answer.body;
}

function jsonObject(body: Buffer): object {
  let document: unknown;
  try {
    document = JSON.parse(utf8.decode(body));
  } catch {
    throw answerFault("is not JSON");
  }
  if (isJsonObject(document)) return document;
  throw answerFault("is not a JSON object");
}

/**
 * The revision of the one bundle that OPA runs; of several, each with its name, in the order of the names (OPA
 * documentation, "REST API", "Provenance").
 */
function revisionOf(provenance: unknown): string {
  const byName = memberOf(provenance, "bundles");
  if (typeof byName !== "object" || byName === null) return unversioned;
  const bundles = Object.entries(byName)
    .map(([name, bundle]) => [name, memberOf(bundle, "revision")] as const)
    .filter((pair): pair is readonly [string, string] => typeof pair[1] === "string" && pair[1] !== "")
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const [first, ...others] = bundles;
  if (first === undefined) return unversioned;
  const text = others.length === 0 ? first[1] : bundles.map((pair) => pair.join("=")).join(",");
  return text.replace(/[^ -~]/g, "_").slice(0, longestRevision);
}

/** A member of an object and of nothing else, and none that is inherited. */
function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}

function answerFault(fault: string): Fault {
  return new Fault(
    "policy_answer_invalid",
    `the answer of the server at policy.url ${fault}: is it an OPA server?`,
  );
}
