/** The real OPA finds the Rego that ships strict, formatted and wholly tested, and compiles it to the same bytes. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { opaCommand } from "./start-opa.ts";

const project = fileURLToPath(new URL("../../../", import.meta.url));

/** Runs a command in the project; throws with its output when it fails. */
function succeeds(folder: string, command: string, ...commandArguments: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, commandArguments, {
    cwd: join(project, folder),
    env: { ...process.env, OPA: opaCommand() },
    encoding: "utf8",
  });
  assert.equal(status, 0, `${command} ${commandArguments.join(" ")}\n${stdout}${stderr}`);
  return stdout;
}

describe("OPA 1.22.2 on the policy that ships", () => {
  test("is the version that compiled it", () => {
    assert.match(succeeds(".", opaCommand(), "version"), /^Version: 1\.22\.2$/m);
  });

  test("finds nothing in a strict check", () => {
    succeeds("policy", opaCommand(), "check", "--strict", "ogcapi");
  });

  test("finds it formatted", () => {
    succeeds("policy", opaCommand(), "fmt", "--fail", "--diff", "ogcapi");
  });

  test("passes its tests, which reach every line of it", () => {
    const results: readonly { readonly fail?: boolean; readonly error?: unknown }[] = JSON.parse(
      succeeds("policy", opaCommand(), "test", "--format", "json", "ogcapi"),
    );
    assert.ok(results.length > 0);
    assert.deepEqual(
      results.filter(({ fail, error }) => fail === true || error !== undefined),
      [],
    );
    const { coverage } = JSON.parse(succeeds("policy", opaCommand(), "test", "--coverage", "ogcapi"));
    assert.equal(coverage, 100);
  });

  test("compiles it to the very bytes that are committed", () => {
    succeeds(".", process.execPath, "policy/build.ts", "--check");
  });
});
