/** The committed compiled policies are those of the Rego beside them, and one that is not is noticed. */
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { embeddedPolicyEngine } from "#adapters/opa/embedded";
import { outdated, readCompiled, writeCompiled } from "../../policy/compiled-policy.ts";
import { opaVersion } from "../../policy/opa-command.ts";

const roots = {
  "the policy that ships": fileURLToPath(new URL("../../policy", import.meta.url)),
  "the policy of the engines' tests": fileURLToPath(new URL("../contracts/policy", import.meta.url)),
};

for (const [name, root] of Object.entries(roots)) {
  describe(`the committed compiled form of ${name}`, () => {
    const compiled = readCompiled(root);

    test("is of the Rego as it is: if this fails, run `npm run policy`", () => {
      assert.deepEqual(outdated(root, compiled), []);
      assert.equal(compiled.manifest.opa, opaVersion);
    });

    test("has the entry points that its manifest says", () => {
      for (const decision of compiled.manifest.entrypoints) {
        embeddedPolicyEngine({ wasm: compiled.wasm, data: {}, decision, revision: "" });
      }
    });
  });
}

test("the policy that ships answers what the product and its operators ask, whatever else is added to it", () => {
  const { manifest } = readCompiled(roots["the policy that ships"]);
  for (const rule of ["allow", "decision", "explanation", "visible"])
    assert.ok(manifest.entrypoints.includes(`ogcapi/authz/${rule}`));
});

describe("a compiled form is out of date", () => {
  const source = join("ogcapi", "authz", "decision.rego");

  /** Runs with a copy of the policy that may be changed. */
  function withCopy(use: (root: string) => void): void {
    const root = mkdtempSync(join(tmpdir(), "policy-test-"));
    try {
      cpSync(roots["the policy that ships"], root, { recursive: true });
      use(root);
    } finally {
      rmSync(root, { recursive: true });
    }
  }

  test("when a source has changed, is new or is gone", () => {
    withCopy((root) => {
      writeFileSync(join(root, source), `${readFileSync(join(root, source), "utf8")}\nallow := true\n`);
      writeFileSync(join(root, "ogcapi", "more.rego"), "package ogcapi\n");
      rmSync(join(root, "ogcapi", "authz", "asked.rego"));
      assert.deepEqual(outdated(root, readCompiled(root)).sort(), [
        "ogcapi/authz/asked.rego is gone",
        "ogcapi/authz/decision.rego has changed",
        "ogcapi/more.rego is new",
      ]);
    });
  });

  test("when the module is another than the manifest is about", () => {
    withCopy((root) => {
      const { wasm, manifest } = readCompiled(root);
      writeCompiled(root, { wasm: Buffer.concat([wasm, Buffer.from([0])]), manifest });
      assert.deepEqual(outdated(root, readCompiled(root)), [
        "policy.wasm is not the one that policy.json is about",
      ]);
    });
  });

  test("when the hash of all sources is another than that of each", () => {
    withCopy((root) => {
      const { wasm, manifest } = readCompiled(root);
      writeCompiled(root, { wasm, manifest: { ...manifest, sourcesSha256: "0".repeat(64) } });
      assert.deepEqual(outdated(root, readCompiled(root)), ["policy.json has been changed by hand"]);
    });
  });

  test("but not when a test has changed, or Git has written other line ends", () => {
    withCopy((root) => {
      writeFileSync(join(root, "ogcapi", "authz", "decision_test.rego"), "package ogcapi.authz_test\n");
      writeFileSync(join(root, source), readFileSync(join(root, source), "utf8").replaceAll("\n", "\r\n"));
      assert.deepEqual(outdated(root, readCompiled(root)), []);
    });
  });
});
