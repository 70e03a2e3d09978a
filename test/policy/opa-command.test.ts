/** What somebody is told who builds the policy without OPA, or with wrong options. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { opaCommand, opaVersion } from "../../policy/opa-command.ts";

const howToGetIt = new RegExp(
  `OPA ${opaVersion} is needed to change policies: .*environment variable OPA`,
  "s",
);

describe("the opa command", () => {
  test("that is not there is said to be needed, and how to get it", () => {
    assert.throws(() => opaCommand({ OPA: "no-such-command-anywhere" }), howToGetIt);
    assert.throws(() => opaCommand({ OPA: "no/such/path/to/opa" }), howToGetIt);
  });

  test("that is another program is not taken for OPA", () => {
    assert.throws(() => opaCommand({ OPA: process.execPath }), /is not OPA\. /);
  });
});

describe("npm run policy", () => {
  const build = (...commandLine: string[]) => {
    const script = fileURLToPath(new URL("../../policy/build.ts", import.meta.url));
    const env = { ...process.env, OPA: "no-such-command-anywhere" };
    return spawnSync(process.execPath, [script, ...commandLine], { encoding: "utf8", env });
  };

  test("fails with what to do when there is no OPA, built or checked", () => {
    for (const run of [build(), build("--check")]) {
      assert.equal(run.status, 1);
      assert.match(run.stderr, howToGetIt);
      assert.doesNotMatch(run.stderr, /\n\s+at /);
    }
  });

  test("refuses options that it does not know", () => {
    for (const run of [build("--chekc"), build("--check", "now")]) {
      assert.equal(run.status, 1);
      assert.match(run.stderr, /usage: node policy\/build\.ts \[--check\]/);
    }
  });
});
