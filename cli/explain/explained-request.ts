/** One request and one caller, decided about by the function's own code, with all that led to the answer. */
import type { Caller } from "#cli/explain/caller/caller";
import { withoutCredential } from "#cli/explain/caller/without-credential";
import { gatewayRemarks } from "#cli/explain/request/gateway-remarks";
import { type NamedRequest, requestEvent } from "#cli/explain/request/request-event";
import { type PolicyDecision, policyDecision } from "#core/authorize/policy-decision";
import type { PolicyAnswer } from "#core/authorize/policy-engine";
import { Fault } from "#core/fault";
import { type AnsweredEvent, answeredEvent } from "#core/gateway/answered-event";
import type { AuthorizerAnswer } from "#core/gateway/iam-policy";
import type { OgcResource } from "#core/ogc-resource";
import type { Pipeline } from "#core/pipeline";
import type { Principal } from "#core/principal";
import type { Configuration } from "../../functions/authorizer/configuration.ts";
import { answerParts } from "../../functions/authorizer/wiring.ts";
import { type DecidingRules, decidingRules } from "./deciding-rules.ts";
import { RecordedTrace } from "./recorded-trace.ts";

/** One question to the policy, and what became of it. */
export interface ExplainedQuestion {
  readonly input: unknown;
  /** Absent where the engine gave none; without `result` where the policy leaves its decision undefined. */
  readonly answer?: PolicyAnswer;
  /** What the product makes of the answer; absent where that is a fault. */
  readonly decision?: PolicyDecision;
  /** Absent where the policy does not explain itself. */
  readonly rules?: DecidingRules;
}

/** What `explain` says; `--json` prints it as it is. */
export interface Explanation {
  readonly request: {
    readonly method: string;
    readonly path: string;
    /** Absent where the path cannot be judged: the reason is the outcome's. */
    readonly segments?: readonly string[];
    readonly resource?: OgcResource;
  };
  /** Who was recognised; absent where a credential was rejected, or where nobody got to look. */
  readonly principal?: Omit<Principal, "claims">;
  readonly policy: { readonly engine: string; readonly decision: string; readonly revision?: string };
  readonly questions: readonly ExplainedQuestion[];
  readonly outcome: {
    readonly kind: AnsweredEvent["outcome"]["kind"];
    readonly reason: string;
    /** What the operator can do about a fault. */
    readonly remedy?: string;
  };
  /** What API Gateway gets: a policy, or an error; and the status that it answers with unless it calls the backend. */
  readonly gateway: {
    readonly policy?: AuthorizerAnswer;
    readonly error?: "Unauthorized" | "AuthorizerFault";
    readonly status?: 401 | 403 | 500;
  };
  readonly remarks: readonly string[];
}

/** Explains one request; a fault is an outcome like any other. */
export async function explainedRequest(
  configuration: Configuration,
  request: NamedRequest,
  caller: Caller,
): Promise<Explanation> {
  const { settings } = configuration;
  const parts = answerParts(configuration, caller.ports);
  const headers = [...request.headers, ...Object.entries(caller.headers)];
  const event = requestEvent({ ...request, headers }, settings.api.stage);
  const trace = new RecordedTrace();
  const answered = await answeredEvent(parts, event, trace, () => performance.now());

  const questions: ExplainedQuestion[] = [];
  for (const { input, answer } of trace.questions) {
    const rules = answer && (await decidingRules(await parts.pipeline, settings, input));
    const decision = answer && (await judged(answer, parts.pipeline));
    questions.push({
      input,
      ...(answer && { answer }),
      ...(decision && { decision }),
      ...(rules && { rules }),
    });
  }
  const { claims: _claims, ...principal } = trace.who ?? { claims: undefined };
  const { policyRevision } = trace.record;
  const explanation: Explanation = {
    request: {
      method: request.method,
      path: String(event.path),
      ...(trace.judged && { segments: trace.judged.segments }),
      ...(trace.named && { resource: trace.named }),
    },
    ...("kind" in principal && { principal }),
    policy: {
      engine: settings.policy.engine,
      decision: settings.policy.decision,
      ...(policyRevision !== undefined && { revision: policyRevision }),
    },
    questions,
    outcome: {
      kind: answered.outcome.kind,
      reason: answered.reason,
      ...(answered.outcome.kind === "fault" && { remedy: answered.outcome.fault.message }),
    },
    gateway: gatewayView(answered),
    remarks: [...caller.remarks, ...gatewayRemarks(settings, request.method, String(event.path), answered)],
  };
  return withoutCredential(explanation, caller.credential);
}

/** What the product makes of an answer; a fault is told by the outcome. */
async function judged(
  answer: PolicyAnswer,
  pipeline: Promise<Pipeline>,
): Promise<PolicyDecision | undefined> {
  const { input } = await pipeline;
  try {
    return policyDecision(answer, input.answer);
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

function gatewayView({ outcome, answer }: AnsweredEvent): Explanation["gateway"] {
  if (outcome.kind === "fault") return { error: "AuthorizerFault", status: 500 };
  if (answer === undefined) return { error: "Unauthorized", status: 401 };
  return { policy: answer, ...(outcome.kind !== "allowed" && { status: 403 }) };
}
