/** The trap of OPA's optimiser: why the policy is compiled at `-O 0` and stays so. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { embeddedPolicyEngine } from "#adapters/opa/embedded";
import { decisionExamples } from "#test/contracts/policy-decisions";
import { inTime } from "#test/contracts/policy-engine";
import { shippedPolicy } from "#test/contracts/policy-fixtures";
import { bundleFile } from "../../../policy/bundle-file.ts";
import { opaCommand } from "./start-opa.ts";

let folder = "";
before(() => {
  folder = mkdtempSync(join(tmpdir(), "interop-optimised-"));
  cpSync(shippedPolicy.sources, join(folder, "rego", "ogcapi"), { recursive: true });
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** The shipped policy, built by the real OPA; as a bundle with a manifest if there are `roots`. */
function built(optimisation: number, roots?: readonly string[]): Uint8Array {
  const bundle = join(folder, `${optimisation}.tar.gz`);
  if (roots !== undefined) writeFileSync(join(folder, "rego", ".manifest"), JSON.stringify({ roots }));
  const { status, stderr } = spawnSync(
    opaCommand(),
    [
      "build",
      ...["-t", "wasm", "-O", String(optimisation), "-e", shippedPolicy.decision, "-o", bundle],
      ...["--ignore", "*_test.rego"],
      ...(roots === undefined ? ["ogcapi"] : ["-b", "."]),
    ],
    { cwd: join(folder, "rego"), encoding: "utf8" },
  );
  assert.equal(status, 0, stderr);
  return bundleFile(readFileSync(bundle), "/policy.wasm");
}

/** Examples of which a build decides other than they say. */
async function wrong(wasm: Uint8Array): Promise<string[]> {
  const engine = embeddedPolicyEngine({ ...shippedPolicy, wasm, revision: "interop" });
  const found: string[] = [];
  for (const { says, input, decision } of decisionExamples) {
    const { result } = await engine.evaluate(input, inTime());
    if (JSON.stringify(result) !== JSON.stringify(decision)) found.push(says);
  }
  return found;
}

describe("the policy that ships, when its data are set at run time,", () => {
  test("decides right at -O 0", async () => {
    assert.deepEqual(await wrong(built(0)), []);
  });

  for (const optimisation of [1, 2]) {
    test(`decides wrong at -O ${optimisation}, without a word: do not turn it on`, async () => {
      const mistaken = await wrong(built(optimisation));
      assert.ok(mistaken.includes("anyone reads an open collection"), String(mistaken));
    });
  }

  test("decides right at -O 2 only as a bundle whose manifest keeps the data out of its roots", async () => {
    assert.deepEqual(await wrong(built(2, ["ogcapi/authz"])), []);
  });
});
