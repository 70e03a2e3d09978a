/** Evaluates the policy that an authorizer returns. */
import { arnMatches } from "./arn-pattern.ts";
import {
  type NotUnderstood,
  type PolicyStatement,
  policyStatements,
  type Selection,
} from "./policy-statement.ts";
import { wildcardMatches } from "./wildcards.ts";

/** What a policy says about an action on a resource. */
export type Evaluation =
  | { readonly kind: "allow" }
  | { readonly kind: "explicit-deny" }
  | { readonly kind: "no-match" }
  | NotUnderstood;

/**
 * Evaluates a policy document: an explicit deny comes before any allow, and what no statement matches is denied
 * (IAM user guide, "Policy evaluation logic"). Actions are compared without regard to case, resources with it
 * ("IAM JSON policy elements: Action"). A document in which anything is not understood is not evaluated at all.
 * @param action for instance `execute-api:Invoke`
 * @param resource the ARN of what is asked for
 */
export function evaluatePolicy(document: unknown, action: string, resource: string): Evaluation {
  const statements = policyStatements(document);
  if ("kind" in statements) return statements;
  const matching = statements.filter((statement) => applies(statement, action, resource));
  if (matching.some(({ effect }) => effect === "Deny")) return { kind: "explicit-deny" };
  return matching.length > 0 ? { kind: "allow" } : { kind: "no-match" };
}

function applies(statement: PolicyStatement, action: string, resource: string): boolean {
  return (
    selects(statement.actions, (pattern) => wildcardMatches(pattern.toLowerCase(), action.toLowerCase())) &&
    selects(statement.resources, (pattern) => arnMatches(pattern, resource))
  );
}

function selects(selection: Selection, matches: (pattern: string) => boolean): boolean {
  return selection.patterns.some(matches) !== selection.negated;
}
