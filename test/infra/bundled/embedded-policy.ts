/** A function that loads a compiled policy and asks it. */
import { type EmbeddedPolicyOptions, embeddedPolicyEngine } from "#adapters/opa/embedded";

/** The answer to one input document. */
export const handler = async ({ policy, input }: { policy: EmbeddedPolicyOptions; input: unknown }) =>
  (await embeddedPolicyEngine(policy).evaluate(input, { remaining: () => 1000 })).result;
