/** An explanation as a person reads it on a terminal. */
import type { DecidingRules, NamedRule } from "#cli/explain/deciding-rules";
import type { ExplainedQuestion, Explanation } from "#cli/explain/explained-request";
import type { PolicyDecision } from "#core/authorize/policy-decision";
import type { OgcResource } from "#core/ogc-resource";
import type { Principal } from "#core/principal";
import { jsonLines } from "./json-lines.ts";

/** The whole text, with a line end. */
export function explanationText(explanation: Explanation): string {
  const { request, questions, outcome, gateway, remarks } = explanation;
  const lines = [
    `Request    ${request.method} ${request.path}`,
    ...requestLines(explanation),
    "",
    `Caller     ${callerLine(explanation)}`,
    ...remarks.map((remark) => `  note     ${remark}`),
    "",
    ...questions.flatMap((question) => questionLines(explanation, question)),
    `Outcome    ${outcome.kind}: ${outcome.reason}`,
    ...(outcome.remedy === undefined ? [] : [`  remedy   ${outcome.remedy}`]),
    "",
    `API Gateway gets ${gatewayText(gateway)}`,
    ...(gateway.policy === undefined ? [] : indented(gateway.policy)),
  ];
  return `${lines.join("\n")}\n`;
}

function requestLines({ request: { segments, resource }, outcome }: Explanation): string[] {
  if (segments === undefined) return [`  refused  ${outcome.reason}: no policy is asked`];
  const path = segments.length === 0 ? "none" : segments.map((segment) => JSON.stringify(segment)).join(", ");
  return [
    `  segments ${path}`,
    ...(resource === undefined
      ? []
      : [`  resource ${resourceText(resource)}`, `  asks     ${resource.actions.join(" and ")}`]),
  ];
}

function resourceText({ type, collection, item, process, job }: OgcResource): string {
  const ids = Object.entries({ collection, item, process, job }).filter(([, id]) => id !== undefined);
  return [type, ...ids.map(([name, id]) => `${name} ${JSON.stringify(id)}`)].join(", ");
}

function callerLine({ request, principal, outcome }: Explanation): string {
  if (request.segments === undefined) return "not looked at";
  return principal === undefined ? `not recognised: ${outcome.reason}` : callerText(principal);
}

/** A principal in one line. */
export function callerText({ kind, id, issuer, scopes }: Omit<Principal, "claims">): string {
  if (kind === "anonymous") return "anonymous";
  const held = scopes.length === 0 ? "no scopes" : `scopes ${scopes.join(" ")}`;
  return [`${kind} ${JSON.stringify(id)}`, ...(issuer === "" ? [] : [`issuer ${issuer}`]), held].join(", ");
}

function questionLines({ policy }: Explanation, question: ExplainedQuestion): string[] {
  const { input, answer, decision, rules } = question;
  const revision = answer?.revision === undefined ? "" : `, revision ${answer.revision}`;
  return [
    `Policy     ${policy.decision} (${policy.engine}${revision})`,
    "  input",
    ...indented(input),
    `  answer   ${answer === undefined ? "none" : (JSON.stringify(answer.result) ?? "undefined")}`,
    ...(answer?.decisionId === undefined ? [] : [`  id       ${answer.decisionId}`]),
    ...(decision === undefined ? [] : [`  meaning  ${meaning(decision)}`]),
    ...(rules === undefined ? [] : ruleLines(rules, decision?.allow ?? false)),
    "",
  ];
}

function meaning(decision: PolicyDecision): string {
  if (!decision.allow) return `refused: ${decision.reason}`;
  const names = Object.keys(decision.context);
  return names.length === 0 ? "allowed" : `allowed; the backend is told ${names.join(", ")}`;
}

/** A policy of one's own may refuse what access rules would grant, and allow what they do not. */
function ruleLines({ grantedBy, missing }: DecidingRules, allowed: boolean): string[] {
  const how = allowed ? "granted  by" : "against ";
  if (grantedBy.length > 0) return grantedBy.map((rule) => `  ${how} ${ruleText(rule)}`);
  if (allowed) return ["  rules    none grants this: the policy allows it by itself"];
  if (missing.length === 0) return ["  rules    none reaches this"];
  return missing.map((rule) => `  missing  ${conditionsText(rule.conditions)} for ${ruleText(rule)}`);
}

/** Conditions of the policy data by the words that settings have for them. */
const words: Readonly<Record<string, string>> = {
  api_key: "the API key",
  signed_in: "a credential",
  issuer: "the issuer",
  scope: "the scope",
  claim: "the claim",
  equals: "the claim's value",
  contains: "the claim's value",
};

function conditionsText(conditions: readonly string[]): string {
  return conditions.map((condition) => words[condition] ?? condition).join(" and ");
}

function ruleText({ place, rule }: NamedRule): string {
  return rule === undefined ? place : `${place}: ${JSON.stringify(rule)}`;
}

function gatewayText({ policy, error, status }: Explanation["gateway"]): string {
  if (policy === undefined) return `the error ${error}, and answers ${status}`;
  return status === undefined ? "this policy, and calls the backend:" : `this policy, and answers ${status}:`;
}

function indented(json: unknown): string[] {
  return jsonLines(json).map((line) => `    ${line}`);
}
