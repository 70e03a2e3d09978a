/** The real OPA passes the suite of every policy engine, and decides as the embedded engine does. */
import { embeddedPolicyEngine } from "#adapters/opa/embedded";
import { type MakeEngine, policyEngineContract } from "#test/contracts/policy-engine";
import { policyEnginesAgree } from "#test/contracts/policy-engines-agree";
import { realOpa } from "./real-opa.ts";

const embedded: MakeEngine = async ({ wasm, data, decision }) => ({
  engine: embeddedPolicyEngine({ wasm, data, decision, revision: "interop" }),
  close: async () => {},
});

policyEngineContract("OPA 1.22.2, asked remotely,", realOpa);
policyEnginesAgree("the embedded engine and OPA 1.22.2", embedded, realOpa, 5000);
