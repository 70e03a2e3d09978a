/** Policies with their data, as every policy engine is given them by its tests. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { policyData } from "#core/authorize/access-rules";
import { accessRules } from "./policy-decisions.ts";

/** A policy in both of its forms, its data, and the decision to ask for. */
export interface PolicyFixture {
  /** The folder of its Rego, for `opa run --server <sources> <file of data>`. */
  readonly sources: string;
  readonly wasm: Uint8Array;
  readonly data: unknown;
  readonly decision: string;
}

/** The policy that ships, with the access rules of `policy-decisions.ts`. */
export const shippedPolicy: PolicyFixture = {
  sources: folder("../../policy/ogcapi"),
  wasm: compiled("../../policy"),
  data: policyData(accessRules),
  decision: "ogcapi/authz/decision",
};

/** Every rule of the policy that ships that can be asked for. */
export const shippedRules: readonly string[] = JSON.parse(
  readFileSync(new URL("../../policy/compiled/policy.json", import.meta.url), "utf8"),
).entrypoints;

/** The policy that gives answers of every kind: `test/contracts/policy/answers`. */
export function answersPolicy(rule: string): PolicyFixture {
  return {
    sources: folder("policy/answers"),
    wasm: compiled("policy"),
    data: { stored: { text: "größer als \u{1f30d}", half: "\ud83c", list: [1, 2.5, null, false] } },
    decision: `answers/${rule}`,
  };
}

function folder(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}

function compiled(root: string): Uint8Array {
  return readFileSync(new URL(`${root}/compiled/policy.wasm`, import.meta.url));
}
