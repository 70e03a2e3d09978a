/** The access rules of the API that is measured, and its policy as an engine of one's own would be given it. */
import { readFileSync } from "node:fs";
import { policyData } from "#core/authorize/access-rules";
import type { AccessRule } from "#core/settings/access-rules";

/** Lakes are open, wells are for a scope, remarks for whoever is known, and nobody reads `mines`. */
export const accessRules: AccessRule[] = [
  { who: "anyone", may: ["read"], on: { api: true, collections: ["lakes"] } },
  { who: { scope: "wells:read" }, may: ["read"], on: { collections: ["wells"] } },
  { who: "signed-in", may: ["create"], on: { collections: ["remarks"] } },
];

/** The shipped policy with these rules: the same bytes and data that the function has, and the rule that decides. */
export function shippedPolicy(): {
  readonly wasm: Uint8Array<ArrayBuffer>;
  readonly data: object;
  readonly decision: string;
} {
  const file = new URL("../../../policy/compiled/policy.wasm", import.meta.url);
  return {
    wasm: new Uint8Array(readFileSync(file)),
    data: policyData(accessRules),
    decision: "ogcapi/authz/decision",
  };
}
