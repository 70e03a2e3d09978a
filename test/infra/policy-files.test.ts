/** The policy's files: the compiled policy, its data and what tells one version from another. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { policyData } from "#core/authorize/access-rules";
import { validSettings } from "#core/settings/read-settings";
import { policyFiles } from "#infra/policy-files";
import { SynthesisRefusal } from "#infra/synthesis-refusal";
import { bothSchemes } from "./synthesized-stack.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const settings = validSettings(bothSchemes);

function compiledPolicy(bytes: string): string {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, "policy.wasm"), bytes);
  writeFileSync(path.join(folder, "policy.json"), '{"entrypoints":["ogcapi/authz/decision","own/allow"]}');
  return folder;
}

async function revisionOf(bytes: string, of = settings): Promise<string> {
  const files = await policyFiles(of, compiledPolicy(bytes));
  return JSON.parse(String(files["policy.json"])).revision;
}

describe("the embedded policy", () => {
  test("is the compiled policy, byte for byte, with the access rules as its data", async () => {
    const files = await policyFiles(settings, compiledPolicy("\0asm"));
    assert.deepEqual(Object.keys(files).sort(), ["policy-data.json", "policy.json", "policy.wasm"]);
    assert.equal(Buffer.from(files["policy.wasm"] ?? "").toString(), "\0asm");
    const data = JSON.parse(String(files["policy-data.json"]));
    assert.deepEqual(data, JSON.parse(JSON.stringify(policyData(settings.accessRules))));
  });

  test("has a revision of 16 hexadecimal digits, the same for the same policy and rules", async () => {
    const revision = await revisionOf("one");
    assert.match(revision, /^[0-9a-f]{16}$/);
    assert.equal(await revisionOf("one"), revision);
  });

  test("has another revision when the policy or the rules change", async () => {
    const revision = await revisionOf("one");
    const accessRules = [{ who: "anyone" as const, may: ["read" as const], on: { api: true as const } }];
    assert.notEqual(await revisionOf("two"), revision);
    assert.notEqual(await revisionOf("one", validSettings({ ...bothSchemes, accessRules })), revision);
  });

  test("is the same file whatever the rules are: only the data change", async () => {
    const accessRules = [{ who: "anyone" as const, may: ["read" as const], on: { api: true as const } }];
    const [files, others] = await Promise.all([
      policyFiles(settings),
      policyFiles(validSettings({ ...bothSchemes, accessRules })),
    ]);
    assert.deepEqual(files["policy.wasm"], others["policy.wasm"]);
    assert.notEqual(files["policy-data.json"], others["policy-data.json"]);
  });

  test("is refused with the file's name and the remedy when it was not compiled", async () => {
    await assert.rejects(policyFiles(settings, temporaryFolder()), (error) => {
      assert.ok(error instanceof SynthesisRefusal);
      assert.match(error.message, /^policy\.engine .*policy\/compiled .* set policy\.engine to remote$/);
      return true;
    });
  });
});

test("a decision that is no entry point of the compiled policy is refused, and those there are named", async () => {
  const deciding = (decision: string) =>
    policyFiles(
      validSettings({ ...bothSchemes, policy: { engine: "embedded", decision } }),
      compiledPolicy("one"),
    );
  await assert.rejects(deciding("ogcapi/authz/decisoin"), (error) => {
    assert.ok(error instanceof SynthesisRefusal);
    assert.match(error.message, /^policy\.decision .*: ogcapi\/authz\/decision, own\/allow$/);
    return true;
  });
  assert.ok("policy.wasm" in (await deciding("own/allow")));
});

test("a remote policy has no files", async () => {
  const policy = { engine: "remote" as const, url: "https://opa.example.org" };
  assert.deepEqual(await policyFiles(validSettings({ ...bothSchemes, policy })), {});
});
