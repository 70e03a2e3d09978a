/** What is visible at once is what is allowed one by one: with the policy that ships, for any rules and any caller. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { embeddedPolicyEngine } from "#adapters/opa/embedded";
import { absent } from "#core/authenticate/authenticator";
import { policyData } from "#core/authorize/access-rules";
import { policyInput } from "#core/authorize/input/policy-input";
import { visible } from "#core/authorize/visible";
import { DecisionTrace } from "#core/decision-trace";
import { decide, type Pipeline } from "#core/pipeline";
import type { Principal } from "#core/principal";
import { ids, principal } from "#test/contracts/policy-questions";
import { asked, noHurry, unjudged } from "#test/core/asked";
import { generatedRule } from "#test/policy/meaning-of-access-rules";
import { holdsFor } from "./seeded.ts";

const wasm = readFileSync(new URL("../../policy/compiled/policy.wasm", import.meta.url));
const rule = "ogcapi/authz/visible";
const candidateIds = fc.uniqueArray(fc.oneof(fc.constantFrom(...ids), fc.string({ maxLength: 4 })), {
  maxLength: 8,
});

/** Asks for real about every one, by the requests that a client would send. */
async function oneByOne(pipeline: Pipeline, who: Principal, type: string, candidates: readonly string[]) {
  const recognised: Pipeline = {
    ...pipeline,
    authenticate: async () => (who.kind === "anonymous" ? absent : { kind: "recognised", principal: who }),
  };
  const allowed = async (method: string, path: string) => {
    const trace = new DecisionTrace(() => 0);
    return (await decide(recognised, unjudged(method, path), noHurry, trace)).kind === "allowed";
  };
  const seen: string[] = [];
  for (const id of candidates) {
    if (!id.isWellFormed()) continue;
    const name = encodeURIComponent(id);
    const shown =
      type === "collection"
        ? await allowed("GET", `/collections/${name}/items`)
        : (await allowed("GET", `/processes/${name}`)) ||
          (await allowed("POST", `/processes/${name}/execution`));
    // `/collections/` is the listing itself, and `/collections//items` nothing.
    if (shown && id !== "") seen.push(id);
  }
  return seen;
}

test("many asked about at once, or each by the policy's decision, or each by a request: the same are seen", async (t) => {
  let most = 0;
  const property = fc.asyncProperty(
    fc.array(generatedRule, { maxLength: 6 }),
    principal,
    fc.constantFrom("collection" as const, "process" as const),
    candidateIds,
    async (rules, generated, type, candidates) => {
      const who = { scheme: "", ...generated } as Principal;
      const decision = "ogcapi/authz/decision";
      const policy = embeddedPolicyEngine({ wasm, data: policyData(rules), decision, revision: "" });
      const input = policyInput({ input: "ogcapi", headers: [] });
      const pipeline: Pipeline = { authenticate: async () => absent, policy, input };
      const listing = { request: asked("GET", "/collections"), principal: who, type, candidates };
      const atOnce = await visible(pipeline, listing, noHurry, rule);
      assert.deepEqual(atOnce, await visible(pipeline, listing, noHurry));
      assert.deepEqual(atOnce, await oneByOne(pipeline, who, type, candidates));
      most = Math.max(most, atOnce.length);
    },
  );
  await holdsFor(1000, property, t);
  assert.ok(most >= 3, "hardly anything was ever visible");
});
