/** How long a decision line is: what a function's log is paid by. */
import { type DecisionLine, decisionText } from "#adapters/decision-log";
import { metricNamespace } from "#core/settings/metrics";

/** The line of an allowed request with a token that was seen before, with ids as long as AWS's own. */
const line: DecisionLine = {
  outcome: "allowed",
  reason: "policy_allowed",
  requestId: "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
  extendedRequestId: "a1B2c3D4e5F6g7H=",
  policyRevision: "3f9c0a1b2c3d4e5f",
  resourceType: "items",
  action: "read",
  principalKind: "token",
  principalId: "7d0c6f1e-2a3b-4c5d-8e9f-0a1b2c3d4e5f",
  scheme: "bearer",
  credentialRemembered: true,
  authenticateMilliseconds: 0.012,
  authorizeMilliseconds: 0.009,
  totalMilliseconds: 0.047,
};

/**
 * Its bytes.
 * @param withMetrics whether CloudWatch reads metrics out of it (the setting `monitoring`)
 */
export function usualLineBytes(withMetrics: boolean): number {
  const metrics = { namespace: metricNamespace("ogc-api"), budgetMilliseconds: 2500 };
  return Buffer.byteLength(`${decisionText(withMetrics ? metrics : undefined)(line, new Date())}\n`);
}
