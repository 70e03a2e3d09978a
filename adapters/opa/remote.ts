/** The remote policy engine: an Open Policy Agent server, asked over its REST API. */
import { type HttpAnswer, httpExchange } from "#adapters/http/exchange";
import type { PolicyAnswer, PolicyEngine } from "#core/authorize/policy-engine";
import { shareOf } from "#core/deadline";
import { Fault } from "#core/fault";
import { jsonText } from "./json-text.ts";

/** Which server is asked, for what, and within which bounds. */
export interface RemotePolicyOptions {
  /** The address of the OPA server, without `/v1/data` and without a slash at its end. */
  readonly url: string;
  /** The package or rule that decides, as a path such as `ogcapi/authz/decision`. */
  readonly decision: string;
  /** How long the whole exchange may take. */
  readonly timeoutMilliseconds: number;
  readonly maximumAnswerBytes: number;
}

/**
 * Asks an OPA server for a decision (OPA documentation, "REST API", "Get a Document (with Input)").
 *
 * The messages of its faults name the setting and the kind of failure, and repeat nothing of the input document or of
 * the answer: either may hold claims or a token.
 * @throws Fault `configuration_invalid`, at once, when the address has a query
 */
export function remotePolicyEngine(options: RemotePolicyOptions): PolicyEngine {
  const { decision, timeoutMilliseconds, maximumAnswerBytes } = options;
  const urlOf = (rule: string) => new URL(`${options.url}/v1/data/${rule}`);
  if (urlOf(decision).search !== "")
    throw new Fault("configuration_invalid", "policy.url must not have a query");

  return {
    async evaluate(input, deadline, rule = decision): Promise<PolicyAnswer> {
      const share = shareOf(deadline, timeoutMilliseconds);
      const answer = await httpExchange({
        url: urlOf(rule),
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json" },
        body: question(input),
        timeoutMilliseconds: share,
        maximumBytes: maximumAnswerBytes,
      });
      if (answer.kind === "too-late") throw lateFault(share < timeoutMilliseconds, timeoutMilliseconds);
      return policyAnswer(wholeAnswer(answer));
    },
  };
}

/** A body without `input` leaves the input document undefined. */
function question(input: unknown): string {
  const text = jsonText(input);
  return text === undefined ? "{}" : `{"input":${text}}`;
}

function lateFault(budgetSpent: boolean, timeoutMilliseconds: number): Fault {
  return budgetSpent
    ? new Fault(
        "deadline_exceeded",
        "the OPA server at policy.url gave no whole answer before decision.budgetMilliseconds were spent",
      )
    : new Fault(
        "policy_unavailable",
        `the OPA server at policy.url gave no whole answer within policy.timeoutMilliseconds (${timeoutMilliseconds} ms)`,
      );
}

/** The body of an answer that can be read; OPA answers 200 whether or not the decision is defined. */
function wholeAnswer(answer: HttpAnswer): Buffer {
  if (answer.kind === "too-large") {
    throw answerFault("is longer than policy.maximumAnswerBytes");
  }
  if (answer.kind !== "answered") {
    throw new Fault("policy_unavailable", `the OPA server at policy.url did not answer: ${answer.reason}`);
  }
  if (answer.status >= 500) {
    throw new Fault(
      "policy_unavailable",
      `the OPA server at policy.url answered with status ${answer.status}`,
    );
  }
  if (answer.status !== 200) throw answerFault(`has status ${answer.status} and not 200`);
  return answer.body;
}

function policyAnswer(body: Buffer): PolicyAnswer {
  let answer: unknown;
  try {
    answer = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    throw answerFault("is not JSON");
  }
  if (typeof answer !== "object" || answer === null || Array.isArray(answer)) {
    throw answerFault("is not a JSON object");
  }
  const { decision_id: decisionId } = answer as { readonly decision_id?: unknown };
  return {
    result: Object.hasOwn(answer, "result") ? (answer as { readonly result: unknown }).result : undefined,
    ...(typeof decisionId === "string" && { decisionId }),
  };
}

function answerFault(fault: string): Fault {
  return new Fault(
    "policy_answer_invalid",
    `the answer of the server at policy.url ${fault}: is it an OPA server?`,
  );
}
