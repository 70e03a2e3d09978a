/** The documentation's own Rego shows in listings what its decision allows, from inside and from outside. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { embeddedPolicyEngine } from "#adapters/opa/embedded";
import { absent } from "#core/authenticate/authenticator";
import { policyData } from "#core/authorize/access-rules";
import { policyInput } from "#core/authorize/input/policy-input";
import { ruleBeside } from "#core/authorize/rule-beside";
import { visible } from "#core/authorize/visible";
import type { Pipeline } from "#core/pipeline";
import { anonymous } from "#core/principal";
import { readSettings } from "#core/settings/read-settings";
import { asked, noHurry } from "#test/core/asked";

const example = new URL("../../docs/policy/examples/own-rego/", import.meta.url);
const settings = readSettings(readFileSync(new URL("settings.json", example), "utf8"));
const { decision } = settings.policy;
const policy = embeddedPolicyEngine({
  wasm: readFileSync(new URL("compiled/policy.wasm", example)),
  data: policyData(settings.accessRules),
  decision,
  revision: "",
});

test("asked about many at once and one by one, inside and outside of the office, the same is seen", async () => {
  const pipeline: Pipeline = {
    authenticate: async () => absent,
    policy,
    input: policyInput(settings.policy),
  };
  const seen: Record<string, readonly string[]> = {};
  for (const sourceIp of ["192.0.2.7", "198.51.100.7"]) {
    for (const [type, candidates] of [
      ["collection", ["lakes", "wells"]],
      ["process", ["buffer", "other"]],
    ] as const) {
      const request = { ...asked("GET", "/collections"), sourceIp };
      const listing = { request, principal: anonymous, type, candidates };
      const atOnce = await visible(pipeline, listing, noHurry, ruleBeside(decision, "visible"));
      assert.deepEqual(atOnce, await visible(pipeline, listing, noHurry));
      seen[`${type} ${sourceIp}`] = atOnce;
    }
  }
  assert.deepEqual(seen, {
    "collection 192.0.2.7": ["lakes"],
    "process 192.0.2.7": ["buffer"],
    "collection 198.51.100.7": ["lakes"],
    "process 198.51.100.7": [],
  });
});
