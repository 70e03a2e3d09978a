/** The documentation's own Rego, compiled together with the policy that ships, is compiled as it is. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { outdated, readCompiled } from "../../policy/compiled-policy.ts";
import { withExtendedPolicy } from "../../policy/extended-policy.ts";
import { opaVersion } from "../../policy/opa-command.ts";

for (const [name, rego] of [
  ["own-rego", "office/decision.rego"],
  ["one-key", "pilot/decision.rego"],
] as const) {
  test(`the compiled ${name} is of its Rego and of the policy that ships: if this fails, run \`npm run policy\``, () => {
    const example = fileURLToPath(new URL(`../../docs/policy/examples/${name}`, import.meta.url));
    const compiled = readCompiled(example);
    withExtendedPolicy(join(example, "policy"), (root) => assert.deepEqual(outdated(root, compiled), []));
    assert.equal(compiled.manifest.opa, opaVersion);
    assert.ok(Object.keys(compiled.manifest.sources).includes("ogcapi/authz/decision.rego"));
    assert.ok(Object.keys(compiled.manifest.sources).includes(rego));
  });
}
