/** The one judge of a policy engine's answer: only true allows. */
import { Fault } from "#core/fault";
import { isContextName, isContextValue } from "#core/gateway/authorizer-context";
import { isJsonObject } from "#core/json-object";
import type { PolicyAnswer } from "./policy-engine.ts";

/** A judged answer. */
export type PolicyDecision =
  | { readonly allow: true; readonly context: Readonly<Record<string, string>> }
  | { readonly allow: false; readonly reason: string; readonly sufficientScope?: string };

const knownMembers = new Set(["allow", "reason", "context", "scope"]);

/** Reason codes as policies may give them; other texts are not logged, because nobody knows what they hold. */
const reasonCode = /^[a-z][a-z0-9_]{0,63}$/;

/**
 * Judges an engine's answer. `true`, or an object whose `allow` is exactly `true`, allows; everything else refuses. An
 * object with a member that the product does not know refuses, because its author may count on something that would
 * not happen, such as a row filter; members that start with `x_` are the author's own.
 *
 * Policies in a foreign format are asked for the document of their package, where every other rule of the package is a
 * member as well, and were written for services that read `allow` and nothing else: so it is read alone.
 * @param read the whole decision, or `allow` alone
 * @throws Fault `policy_undefined` when there is no decision: the decision's path or the policy is wrong
 */
export function policyDecision(
  { result }: PolicyAnswer,
  read: "decision" | "allow" = "decision",
): PolicyDecision {
  if (result === undefined) {
    throw new Fault(
      "policy_undefined",
      "the policy leaves its decision undefined: check `policy.decision`, and that the policy has a default",
    );
  }
  if (result === true) return { allow: true, context: {} };
  if (!isJsonObject(result)) return refused("policy_refused");

  if (read === "allow")
    return result.allow === true ? { allow: true, context: {} } : refused("policy_refused");
  if (Object.keys(result).some(isUnknownMember)) return refused("policy_member_unknown");
  if (result.allow !== true) return refusal(result);
  const context = contextOf(result.context);
  return context === undefined ? refused("policy_context_invalid") : { allow: true, context };
}

const isUnknownMember = (name: string) => !knownMembers.has(name) && !name.startsWith("x_");

const refused = (reason: string): PolicyDecision => ({ allow: false, reason });

function refusal({ reason, scope }: Record<string, unknown>): PolicyDecision {
  const code = typeof reason === "string" && reasonCode.test(reason) ? reason : "policy_refused";
  return typeof scope === "string" && code === "insufficient_scope"
    ? { allow: false, reason: code, sufficientScope: scope }
    : refused(code);
}

/** The policy's context for the backend: flat strings under names that are free; anything else is a refusal. */
function contextOf(context: unknown): Readonly<Record<string, string>> | undefined {
  if (context === undefined) return {};
  if (!isJsonObject(context)) return undefined;
  const checked: Record<string, string> = {};
  for (const [name, value] of Object.entries(context)) {
    if (typeof value !== "string" || !isContextValue(value) || !isContextName(name)) return undefined;
    checked[name] = value;
  }
  return checked;
}
