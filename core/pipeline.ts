/** The decision on one page: authenticate, authorize, outcome. Read this first. */
import { type AccessRequest, accessRequest, type UnjudgedRequest } from "./access-request.ts";
import type { ApiLayout } from "./api-layout.ts";
import type { Authenticator } from "./authenticate/authenticator.ts";
import { type PolicyDecision, policyDecision } from "./authorize/policy-decision.ts";
import type { PolicyEngine } from "./authorize/policy-engine.ts";
import { ogcApiInput } from "./authorize/policy-input.ts";
import type { Deadline } from "./deadline.ts";
import type { DecisionTrace } from "./decision-trace.ts";
import { type OgcResource, ogcResource } from "./ogc-resource.ts";
import type { Outcome } from "./outcome.ts";
import { anonymous, type Principal } from "./principal.ts";

/** What a decision is made with. */
export interface Pipeline {
  readonly authenticate: Authenticator;
  readonly policy: PolicyEngine;
  /** Lower-case names of the headers that the policy sees. */
  readonly policyHeaders: readonly string[];
  /** Where the backend serves the API; absent: at its root, and no collection's id holds a `/`. */
  readonly layout?: ApiLayout | undefined;
}

/**
 * Decides about one request. Expected refusals are outcomes; a dependency that failed is a `Fault`.
 * @param trace is told what happened on the way, for the decision line, also of a decision that ends in a fault
 */
export async function decide(
  pipeline: Pipeline,
  asked: UnjudgedRequest,
  deadline: Deadline,
  trace: DecisionTrace,
): Promise<Outcome> {
  const request = accessRequest(asked);
  if ("refused" in request) return { kind: "forbidden", reason: request.refused, principal: anonymous };
  trace.request(request);
  const resource = ogcResource(request, pipeline.layout);
  trace.resource(resource);

  const authentication = await trace.timed("authenticate", () => pipeline.authenticate(request, deadline));
  if (authentication.kind === "rejected") return { kind: "challenged", reason: authentication.reason };
  const principal = authentication.kind === "recognised" ? authentication.principal : anonymous;
  trace.principal(principal);

  const decision = await trace.timed("authorize", () =>
    askPolicy(pipeline, request, resource, principal, deadline, trace),
  );
  if (decision.allow) return { kind: "allowed", principal, context: decision.context };
  if (principal.kind === "anonymous") return { kind: "challenged", reason: decision.reason };
  const { reason, sufficientScope } = decision;
  return { kind: "forbidden", reason, principal, ...(sufficientScope !== undefined && { sufficientScope }) };
}

/** Asks the policy for every action that the request may turn out to be; all must be allowed. */
export async function askPolicy(
  { policy, policyHeaders }: Pipeline,
  request: AccessRequest,
  resource: OgcResource,
  principal: Principal,
  deadline: Deadline,
  trace: DecisionTrace,
): Promise<PolicyDecision> {
  const context: Record<string, string> = {};
  for (const action of resource.actions) {
    const input = ogcApiInput(request, resource, action, principal, policyHeaders);
    trace.question(input);
    const answer = await policy.evaluate(input, deadline);
    trace.answer(answer);
    const decision = policyDecision(answer);
    if (!decision.allow) return decision;
    for (const [name, value] of Object.entries(decision.context)) {
      // The backend would be told one of two answers, and perhaps the wider one.
      if ((context[name] ?? value) !== value) return { allow: false, reason: "policy_context_conflict" };
      context[name] = value;
    }
  }
  return resource.actions.length > 0 ? { allow: true, context } : { allow: false, reason: "no_action" };
}
