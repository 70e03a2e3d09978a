/** The trap of OPA's optimiser: why policies are compiled at `-O 0` and stay so. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** Rego in which data decide. Whether a policy falls into the trap depends on its form; this is the simplest that does. */
const trap = `package trap

default allow := false

allow if data.rules.open[input.collection]

allow if input.who == "root"
`;
const rules = { rules: { open: { lakes: true } } };

/** Rego below `root`, built by the real OPA; as a bundle with a manifest if there are `roots`. */
function built(root: string, decision: string, optimisation: number, roots?: readonly string[]): Uint8Array {
  const bundle = join(folder, `${optimisation}.tar.gz`);
  if (roots !== undefined) writeFileSync(join(root, ".manifest"), JSON.stringify({ roots }));
  const { status, stderr } = spawnSync(
    opaCommand(),
    [
      "build",
      ...["-t", "wasm", "-O", String(optimisation), "-e", decision, "-o", bundle],
      ...["--ignore", "*_test.rego"],
      ...(roots === undefined ? ["."] : ["-b", "."]),
    ],
    { cwd: root, encoding: "utf8" },
  );
  assert.equal(status, 0, stderr);
  return bundleFile(readFileSync(bundle), "/policy.wasm");
}

describe("a policy whose data are set at run time", () => {
  async function allowed(optimisation: number, roots?: readonly string[]): Promise<unknown> {
    const root = mkdtempSync(join(folder, "trap-"));
    mkdirSync(join(root, "trap"));
    writeFileSync(join(root, "trap", "trap.rego"), trap);
    const decision = "trap/allow";
    const wasm = built(root, decision, optimisation, roots);
    const engine = embeddedPolicyEngine({ wasm, data: rules, decision, revision: "interop" });
    return (await engine.evaluate({ collection: "lakes" }, inTime())).result;
  }

  test("decides right at -O 0", async () => {
    assert.equal(await allowed(0), true);
  });

  for (const optimisation of [1, 2]) {
    test(`decides wrong at -O ${optimisation}, without a word: do not turn it on`, async () => {
      assert.equal(await allowed(optimisation), false);
    });
  }

  test("decides right at -O 2 only as a bundle whose manifest keeps the data out of its roots", async () => {
    assert.equal(await allowed(2, ["trap"]), true);
  });
});

test("the policy that ships decides right at -O 0, which is how it is compiled", async () => {
  const root = mkdtempSync(join(folder, "shipped-"));
  cpSync(shippedPolicy.sources, join(root, "ogcapi"), { recursive: true });
  const wasm = built(root, shippedPolicy.decision, 0);
  const engine = embeddedPolicyEngine({ ...shippedPolicy, wasm, revision: "interop" });
  for (const { says, input, decision } of decisionExamples) {
    assert.deepEqual((await engine.evaluate(input, inTime())).result, decision, says);
  }
});
