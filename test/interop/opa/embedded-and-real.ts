/** The embedded engine beside the real OPA. */
import { embeddedPolicyEngine } from "#adapters/opa/embedded";
import type { EnginePair } from "#test/contracts/policy-engines-agree";
import { realOpa } from "./real-opa.ts";

export const embeddedAndReal: EnginePair = {
  names: "the embedded engine and OPA 1.22.2",
  makeOne: async ({ wasm, data, decision }) => ({
    engine: embeddedPolicyEngine({ wasm, data, decision, revision: "interop" }),
    close: async () => {},
  }),
  makeOther: realOpa,
  runs: 5000,
};
