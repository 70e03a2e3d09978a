/** The real OPA passes the suite of every policy engine. */
import { policyEngineContract } from "#test/contracts/policy-engine";
import { realOpa } from "./real-opa.ts";

policyEngineContract("OPA 1.22.2, asked remotely,", realOpa);
