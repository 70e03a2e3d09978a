/** The decision on one page: authenticate, authorize, outcome. Read this first. */
import { type AccessRequest, accessRequest, type UnjudgedRequest } from "./access-request.ts";
import type { ApiLayout } from "./api-layout.ts";
import { withoutKeyParameter } from "./authenticate/api-key/key-parameter.ts";
import type { Authenticator } from "./authenticate/authenticator.ts";
import type { PolicyInput } from "./authorize/input/policy-input.ts";
import { type PolicyDecision, policyDecision } from "./authorize/policy-decision.ts";
import type { PolicyEngine } from "./authorize/policy-engine.ts";
import type { Deadline } from "./deadline.ts";
import type { DecisionTrace } from "./decision-trace.ts";
import { type OgcResource, ogcResource } from "./ogc-resource.ts";
import type { Outcome } from "./outcome.ts";
import { anonymous, type Principal } from "./principal.ts";

/** What a decision is made with. */
export interface Pipeline {
  readonly authenticate: Authenticator;
  readonly policy: PolicyEngine;
  /** The format of what the policy is asked about. */
  readonly input: PolicyInput;
  /** Where the backend serves the API; absent: at its root, and no collection's id holds a `/`. */
  readonly layout?: ApiLayout | undefined;
  /** The query parameter that carries API keys, which nobody but `authenticate` sees; absent: there is none. */
  readonly keyParameter?: string | undefined;
  /** Whether anyone may read the backend's health without the policy being asked; absent: the policy is asked. */
  readonly publicHealth?: boolean | undefined;
}

/**
 * Decides about one request. Expected refusals are outcomes; a dependency that failed is a `Fault`, and the stage that
 * the trace was told of is then still under way.
 * @param trace is told what happened on the way, for the decision line, also of a decision that ends in a fault
 */
export async function decide(
  pipeline: Pipeline,
  asked: UnjudgedRequest,
  deadline: Deadline,
  trace: DecisionTrace,
): Promise<Outcome> {
  trace.revision(pipeline.policy.revision);
  const shown = accessRequest(asked);
  if ("refused" in shown) return { kind: "forbidden", reason: shown.refused, principal: anonymous };
  const request = withoutKeyParameter(shown, pipeline.keyParameter);
  trace.request(request);
  const resource = ogcResource(request, pipeline.layout);
  trace.resource(resource);

  trace.begin("authenticate");
  const authentication = await pipeline.authenticate(shown, deadline);
  trace.end();
  if (authentication.kind === "rejected") return { kind: "challenged", reason: authentication.reason };
  const principal = authentication.kind === "recognised" ? authentication.principal : anonymous;
  trace.principal(principal);
  if (authentication.kind === "recognised" && authentication.remembered) trace.remembered();

  if (pipeline.publicHealth === true && readsHealth(request, resource)) {
    return { kind: "allowed", reason: "health_public", principal, context: {} };
  }
  trace.begin("authorize");
  const decision = await askPolicy(pipeline, request, resource, principal, deadline, trace);
  trace.end();
  if (decision.allow) {
    return { kind: "allowed", reason: "policy_allowed", principal, context: decision.context };
  }
  if (principal.kind === "anonymous") return { kind: "challenged", reason: decision.reason };
  const { reason, sufficientScope } = decision;
  return { kind: "forbidden", reason, principal, ...(sufficientScope !== undefined && { sufficientScope }) };
}

/** Whether a request does nothing but read the backend's health: what watches over it has no credential. */
function readsHealth({ method }: AccessRequest, { type }: OgcResource): boolean {
  return type === "health" && (method === "GET" || method === "HEAD");
}

/** Asks the policy about every document that the request needs; all must be allowed. */
export async function askPolicy(
  { policy, input }: Pipeline,
  request: AccessRequest,
  resource: OgcResource,
  principal: Principal,
  deadline: Deadline,
  trace: DecisionTrace,
): Promise<PolicyDecision> {
  if (principal.kind === "anonymous" && input.anonymous === "challenge") {
    return { allow: false, reason: "anonymous_not_asked" };
  }
  const asked = input.documents(request, resource, principal);
  if ("refused" in asked) return { allow: false, reason: asked.refused };
  let all: PolicyDecision = { allow: false, reason: "no_action" };
  for (const document of asked.documents) {
    trace.question(document);
    const answer = await policy.evaluate(document, deadline);
    trace.answer(answer);
    const decision = policyDecision(answer, input.answer);
    if (!decision.allow) return decision;
    all = all.allow ? bothAllow(all.context, decision.context) : decision;
    if (!all.allow) return all;
  }
  return all;
}

/** Two documents of one request are allowed; the backend gets what either answer hands to it. */
function bothAllow(one: PolicyContext, other: PolicyContext): PolicyDecision {
  for (const [name, value] of Object.entries(other)) {
    // The backend would be told one of two answers, and perhaps the wider one.
    if (Object.hasOwn(one, name) && one[name] !== value)
      return { allow: false, reason: "policy_context_conflict" };
  }
  return { allow: true, context: { ...one, ...other } };
}

type PolicyContext = Readonly<Record<string, string>>;
