/** What the policy says about its decision: which access rules grant what is asked, and what others lack. */
import type { PolicyAnswer } from "./policy-engine.ts";

/** The index of an access rule in the settings; `null` for a grant that no access rule gave. */
export type RuleIndex = number | null;

/** The access rules that reach what is asked. */
export interface PolicyExplanation {
  readonly grantedBy: readonly RuleIndex[];
  readonly missing: readonly {
    readonly rule: RuleIndex;
    /** Names of conditions, as in the policy data: `scope`, `api_key`, … */
    readonly conditions: readonly string[];
  }[];
}

/**
 * Reads the answer to the rule `explanation` (policy/README.md). It decides nothing, so that an answer of another
 * form is no fault.
 * @returns `undefined` where the policy has no such rule, or one of another meaning
 */
export function policyExplanation({ result }: PolicyAnswer): PolicyExplanation | undefined {
  if (typeof result !== "object" || result === null) return undefined;
  const { granted_by: grantedBy, missing } = result as { readonly granted_by?: unknown; missing?: unknown };
  if (!isList(grantedBy, isIndex) || !isList(missing, isMissing)) return undefined;
  return { grantedBy, missing };
}

type Missing = PolicyExplanation["missing"][number];

function isList<Item>(list: unknown, isItem: (item: unknown) => item is Item): list is readonly Item[] {
  return Array.isArray(list) && list.every(isItem);
}

const isIndex = (item: unknown): item is RuleIndex => item === null || Number.isSafeInteger(item);

function isMissing(item: unknown): item is Missing {
  if (typeof item !== "object" || item === null) return false;
  const { rule, conditions } = item as { readonly rule?: unknown; readonly conditions?: unknown };
  return isIndex(rule) && isList(conditions, (each): each is string => typeof each === "string");
}
