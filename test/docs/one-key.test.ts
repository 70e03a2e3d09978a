/** The documentation's process for one key, by rule and by Rego: who may run it, and that all the rest stays as it is. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { embeddedPolicyEngine } from "#adapters/opa/embedded";
import { policyData } from "#core/authorize/access-rules";
import { policyInput } from "#core/authorize/input/policy-input";
import { DecisionTrace } from "#core/decision-trace";
import { decide } from "#core/pipeline";
import { anonymous, type Principal } from "#core/principal";
import { readSettings } from "#core/settings/read-settings";
import { noHurry, unjudged } from "#test/core/asked";

const example = new URL("../../docs/policy/examples/one-key/", import.meta.url);
const wasm = readFileSync(new URL("compiled/policy.wasm", example));

const key = (id: string, keyId: string): Principal => ({
  ...anonymous,
  kind: "api-key",
  id,
  keyId,
  scheme: "apiKey",
});

const callers = {
  "the key": key("waterworks", "mfzwizltoqqg"),
  "another key of its name": key("waterworks", "k2waterworks"),
  "a key of another name": key("partner", "mfzwizltoqqg"),
  nobody: anonymous,
};

/** Who may do what, under the settings of a file. */
async function allowedUnder(file: string) {
  const settings = readSettings(readFileSync(new URL(file, example), "utf8"));
  const { decision } = settings.policy;
  const data = policyData(settings.accessRules);
  const policy = embeddedPolicyEngine({ wasm, data, decision, revision: "" });
  const input = policyInput(settings.policy);
  return async (method: string, path: string) => {
    const allowed: string[] = [];
    for (const [name, principal] of Object.entries(callers)) {
      const authenticate = async () => ({ kind: "recognised", principal }) as const;
      const trace = new DecisionTrace(() => 0);
      const outcome = await decide({ authenticate, policy, input }, unjudged(method, path), noHurry, trace);
      if (outcome.kind === "allowed") allowed.push(name);
    }
    return allowed;
  };
}

test("by a rule, the process is open to every key of one name", async () => {
  const allowed = await allowedUnder("rules-alone.json");
  const both = ["the key", "another key of its name"];
  assert.deepEqual(await allowed("POST", "/processes/flood-model/execution"), both);
  assert.deepEqual(await allowed("GET", "/processes/flood-model"), both);
});

test("by Rego on the key's id, one single key may run it", async () => {
  const allowed = await allowedUnder("settings.json");
  assert.deepEqual(await allowed("POST", "/processes/flood-model/execution"), ["the key"]);
  assert.deepEqual(await allowed("GET", "/processes/flood-model"), ["the key", "another key of its name"]);
});

test("either way, all the rest is as it would be", async () => {
  for (const file of ["rules-alone.json", "settings.json"]) {
    const allowed = await allowedUnder(file);
    assert.deepEqual(await allowed("POST", "/processes/buffer/execution"), Object.keys(callers));
    assert.deepEqual(await allowed("GET", "/collections/wells/items"), Object.keys(callers));
    assert.deepEqual(await allowed("PUT", "/collections/wells/items/7"), []);
  }
});
