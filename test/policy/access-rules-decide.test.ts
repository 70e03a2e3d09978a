/** The compiled policy that ships decides as the access rules mean it, whatever the rules and whoever asks. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import fc from "fast-check";
import { embeddedPolicyEngine } from "#adapters/opa/embedded";
import { policyData } from "#core/authorize/access-rules";
import { actions } from "#core/settings/access-rules";
import { inTime } from "#test/contracts/policy-engine";
import { anyQuestion, principal, question, resource } from "#test/contracts/policy-questions";
import { generatedRule, granted } from "./meaning-of-access-rules.ts";

const wasm = readFileSync(new URL("../../policy/compiled/policy.wasm", import.meta.url));
const rules = fc.array(generatedRule, { maxLength: 6 });

interface Decision {
  readonly allow: boolean;
  readonly reason?: string;
  readonly scope?: string;
}

async function decide(data: unknown, input: unknown): Promise<Decision> {
  const engine = embeddedPolicyEngine({ wasm, data, decision: "ogcapi/authz/decision", revision: "" });
  return (await engine.evaluate(input, inTime())).result as Decision;
}

const reasons = ["resource_unknown", "insufficient_scope", "credential_required", "not_granted"];

describe("whatever the rules and whoever asks,", () => {
  test("the policy allows what a rule grants, and nothing else", async () => {
    await fc.assert(
      fc.asyncProperty(rules, question, async (written, asked) => {
        assert.equal((await decide(policyData(written), asked)).allow, granted(written, asked));
      }),
      { numRuns: 500 },
    );
  });

  test("the decision is an object that says allow, or refuses with a known reason", async () => {
    await fc.assert(
      fc.asyncProperty(rules, anyQuestion, async (written, asked) => {
        const { allow, reason, scope, ...more } = await decide(policyData(written), asked);
        assert.deepEqual(more, {});
        assert.equal(typeof allow, "boolean");
        assert.equal(reason === undefined, allow);
        if (reason !== undefined) assert.ok(reasons.includes(reason));
        assert.equal(typeof scope, reason === "insufficient_scope" ? "string" : "undefined");
      }),
      { numRuns: 300 },
    );
  });

  test("without rules, or with data of any other kind, nothing is allowed", async () => {
    const noRules = fc.oneof(
      fc.constantFrom(policyData([]), undefined, {}, { ogcapi: {} }, { ogcapi: { access: { grants: {} } } }),
      fc.jsonValue({ maxDepth: 4 }),
      fc.jsonValue({ maxDepth: 3 }).map((grants) => ({ ogcapi: { access: { grants } } })),
    );
    await fc.assert(
      fc.asyncProperty(noRules, anyQuestion, async (data, asked) => {
        assert.equal((await decide(data, asked)).allow, false);
      }),
      { numRuns: 300 },
    );
  });

  test("where only a scope is missing, it is named, and would have been enough", async () => {
    const everything = { api: true, assets: true, administration: true, mcp: true, jobs: "all" } as const;
    const on = { ...everything, collections: ["*"], processes: ["*"] };
    const scopes = fc.uniqueArray(fc.constantFrom("b", "a", "c"), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(rules, question, scopes, async (written, asked, enough) => {
        fc.pre(asked.principal.kind !== "anonymous");
        const added = enough.map((scope) => ({ who: { scope }, may: [...actions], on }));
        const data = policyData([...written, ...added]);
        const decision = await decide(data, asked);
        fc.pre(!decision.allow && decision.reason !== "resource_unknown");
        assert.equal(decision.reason, "insufficient_scope");
        assert.ok(decision.scope !== undefined && decision.scope <= (enough.toSorted()[0] ?? ""));
        const principalWithIt = { ...asked.principal, scopes: [...asked.principal.scopes, decision.scope] };
        assert.equal((await decide(data, { ...asked, principal: principalWithIt })).allow, true);
      }),
      { numRuns: 300 },
    );
  });

  test("a credential is asked of the anonymous alone, and what they may, everybody may", async () => {
    await fc.assert(
      fc.asyncProperty(rules, resource, principal, async (written, wanted, caller) => {
        const data = policyData(written);
        const nobody = { kind: "anonymous", id: "anonymous", issuer: "", scopes: [], claims: {} };
        const [open, decision] = await Promise.all([
          decide(data, { resource: wanted, principal: nobody }),
          decide(data, { resource: wanted, principal: caller }),
        ]);
        if (open.allow) assert.equal(decision.allow, true);
        if (decision.reason === "credential_required") assert.equal(caller.kind, "anonymous");
      }),
      { numRuns: 300 },
    );
  });
});
