/** The access rules that decided about a question, as the policy names them. */
import { policyExplanation, type RuleIndex } from "#core/authorize/policy-explanation";
import { ruleBeside } from "#core/authorize/rule-beside";
import { deadlineAfter } from "#core/deadline";
import type { Pipeline } from "#core/pipeline";
import type { AccessRule } from "#core/settings/access-rules";
import type { Settings } from "#core/settings/schema";

/** A rule by its place in the settings; `rule` is absent where the policy's data have another than the settings. */
export interface NamedRule {
  readonly place: string;
  readonly rule?: AccessRule;
}

/** The rules that reach what is asked: those that grant it, and those of which something is missing. */
export interface DecidingRules {
  readonly grantedBy: readonly NamedRule[];
  readonly missing: readonly (NamedRule & { readonly conditions: readonly string[] })[];
}

/**
 * Asks the policy which rules decided.
 * @returns `undefined` where the policy does not say, or could not be asked: it has decided, and that stands
 */
export async function decidingRules(
  { policy }: Pipeline,
  { accessRules, decision, policy: { decision: path, input: format } }: Settings,
  input: unknown,
): Promise<DecidingRules | undefined> {
  const rule = ruleBeside(path, "explanation");
  if (rule === undefined || format !== "ogcapi") return undefined;
  const deadline = deadlineAfter(decision.budgetMilliseconds, () => performance.now());
  const answer = await policy.evaluate(input, deadline, rule).catch(() => undefined);
  const explanation = answer && policyExplanation(answer);
  const named = (index: RuleIndex): NamedRule => {
    if (index === null) return { place: "a grant of the policy's data" };
    const found = accessRules[index];
    return { place: `accessRules[${index}]`, ...(found && { rule: found }) };
  };
  return (
    explanation && {
      grantedBy: explanation.grantedBy.map(named),
      missing: explanation.missing.map(({ rule: index, conditions }) => ({ ...named(index), conditions })),
    }
  );
}
