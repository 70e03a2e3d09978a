/** A policy in a foreign format decides alike in a real OPA and in the embedded engine, asked for the document of its package. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { embeddedPolicyEngine } from "#adapters/opa/embedded";
import { remotePolicyEngine } from "#adapters/opa/remote";
import { policyDecision } from "#core/authorize/policy-decision";
import { inTime } from "#test/contracts/policy-engine";
import { bundleFile } from "../../../policy/bundle-file.ts";
import { opaCommand, startOpa } from "./start-opa.ts";

const sources = fileURLToPath(new URL("policies/httpapi", import.meta.url));
const decision = "httpapi/authz";

function compiled(): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), "interop-foreign-"));
  try {
    const bundle = join(folder, "bundle.tar.gz");
    const { status, stderr } = spawnSync(
      opaCommand(),
      ["build", "-t", "wasm", "-O", "0", "-e", decision, "-o", bundle, "."],
      { cwd: sources, encoding: "utf8" },
    );
    assert.equal(status, 0, stderr);
    return bundleFile(readFileSync(bundle), "/policy.wasm");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const odd = fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constantFrom(null, "osgeo", ["osgeo"]));
const segment = fc.constantFrom("collections", "obs", "lakes", "static", "img", "css", "items", "", "x");
const path = fc.oneof(
  fc.constantFrom<string[]>([""], ["collections"], ["collections", "obs"], ["collections", "lakes", "items"]),
  fc.array(segment, { minLength: 1, maxLength: 4 }),
);
const document = fc.record(
  {
    company: fc.oneof(fc.constantFrom("osgeo", "geobeyond"), odd),
    sub: odd,
    request_method: fc.constantFrom("GET", "HEAD", "POST", "DELETE"),
    request_path: path,
  },
  { requiredKeys: ["request_method", "request_path"] },
);

test("both engines answer the same of 2,000 generated documents, and allow and refuse some", async () => {
  const embedded = embeddedPolicyEngine({ wasm: compiled(), data: {}, decision, revision: "interop" });
  const opa = await startOpa(sources);
  try {
    const bounds = { decision, timeoutMilliseconds: 10_000, maximumAnswerBytes: 65_536 };
    const remote = remotePolicyEngine({ url: opa.url, writing: "python", ...bounds });
    const decided = { allowed: 0, refused: 0 };
    const agree = fc.asyncProperty(document, async (input) => {
      const [here, there] = [
        await embedded.evaluate(input, inTime()),
        await remote.evaluate(input, inTime()),
      ];
      assert.deepEqual(here.result, there.result);
      decided[policyDecision(there, "allow").allow ? "allowed" : "refused"] += 1;
    });
    await fc.assert(agree, { numRuns: 2000 });
    assert.ok(decided.allowed > 50 && decided.refused > 50, JSON.stringify(decided));
  } finally {
    await opa.close();
  }
});
