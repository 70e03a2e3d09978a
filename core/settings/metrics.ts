/** Names of the CloudWatch metrics in the decision line: the authorizer writes them, alarms and dashboard read them. */
import type { FaultCode } from "#core/fault";

/** The metrics' namespace; each deployment has its own, so that two in one account are told apart. */
export function metricNamespace(stackName: string): string {
  return `ogc-api-authorizer/${stackName}`;
}

/** Metrics by what they measure; every name is that of a member of the decision line. */
export const decisionMetrics = {
  decisions: "decisions",
  duration: "totalMilliseconds",
  budgetOverruns: "budgetOverruns",
  rejectedCredentials: "rejectedCredentials",
} as const;

/** What a fault points at. A spent budget is not among them: it has a metric of its own. */
export type FaultKind = "keySet" | "keyTable" | "tokenCheck" | "policy" | "secret" | "product";

/** The kind of every fault, by its code. */
export const faultKinds: Readonly<Record<FaultCode, FaultKind | "budget">> = {
  configuration_invalid: "product",
  deadline_exceeded: "budget",
  event_invalid: "product",
  internal_error: "product",
  issuer_metadata_unavailable: "keySet",
  issuer_metadata_invalid: "keySet",
  introspection_answer_invalid: "tokenCheck",
  introspection_refused: "tokenCheck",
  introspection_unavailable: "tokenCheck",
  jwks_unavailable: "keySet",
  jwks_invalid: "keySet",
  key_record_invalid: "keyTable",
  key_table_unavailable: "keyTable",
  pepper_missing: "secret",
  policy_unavailable: "policy",
  policy_answer_invalid: "policy",
  policy_undefined: "policy",
  policy_error: "policy",
  secret_unavailable: "secret",
  secret_invalid: "secret",
  user_info_answer_invalid: "tokenCheck",
  user_info_unavailable: "tokenCheck",
};

/** Faults that only a deployment with managed keys can have: elsewhere nothing watches them. */
export const managedKeyFaults: ReadonlySet<string> = new Set<FaultCode>([
  "key_record_invalid",
  "key_table_unavailable",
  "pepper_missing",
]);
