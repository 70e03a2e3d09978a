/** The policy that ships, asked with other data each time: loading it once for each would take most of the time. */
import { readFileSync } from "node:fs";
import { onlyResult } from "#adapters/opa/embedded";
import { WasmPolicy } from "#adapters/opa/wasm-policy";
import { policyData } from "#core/authorize/access-rules";
import type { AccessRule } from "#core/settings/access-rules";

const policy = new WasmPolicy(readFileSync(new URL("../../policy/compiled/policy.wasm", import.meta.url)));

/** What the decision may be. */
export interface Decision {
  readonly allow: boolean;
  readonly reason?: string;
  readonly scope?: string;
}

/** Answers of the policy under one set of data, until the next set is asked. */
export interface AskedPolicy {
  decision(input: unknown): Decision;
  rule(name: "visible" | "explanation", input: unknown): unknown;
}

/** The policy under a data document. */
export function underData(data: unknown): AskedPolicy {
  policy.setData(JSON.stringify(data));
  const ask = (rule: string, input: unknown) => {
    const entrypoint = policy.entrypoints[`ogcapi/authz/${rule}`];
    if (entrypoint === undefined) throw new Error(`the policy has no rule ${rule}`);
    return onlyResult(policy.evaluate(input, entrypoint));
  };
  return { decision: (input) => ask("decision", input) as Decision, rule: ask };
}

/** The policy under access rules. */
export const under = (rules: readonly AccessRule[]): AskedPolicy => underData(policyData(rules));
