/** `npx ogc-api-authorizer`: the launcher hands on arguments, working directory, input, exit code and signals. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "#test/infra/temporary-folder";

const launcher = fileURLToPath(new URL("../../cli/ogc-api-authorizer.js", import.meta.url));

function launched(commandLine: readonly string[], options: { cwd?: string; input?: string } = {}) {
  return spawnSync(process.execPath, [launcher, ...commandLine], { encoding: "utf8", ...options });
}

describe("the launcher", () => {
  test("works from any folder, with paths from there", () => {
    const folder = path.join(temporaryFolder(), "with space");
    mkdirSync(folder);
    writeFileSync(path.join(folder, "caller.json"), JSON.stringify({ iss: "http://127.0.0.1:0", sub: "u1" }));
    const { status, stdout, stderr } = launched(
      ["explain", "GET", "/collections?a=1&b=$HOME %25", "--as", "caller.json", "--json"],
      { cwd: folder },
    );
    assert.equal(status, 0, stderr);
    assert.equal(JSON.parse(stdout).outcome.reason, "token_audience");
  });

  test("hands on standard input and the exit code", () => {
    const token = launched(["explain", "GET", "/", "--as", "-"], { input: "two words" });
    assert.deepEqual([token.status, token.stdout], [1, ""]);
    assert.match(token.stderr, /standard input must hold one token/);
    assert.equal(launched(["unknown-command"]).status, 1);
    assert.equal(launched(["explain", "--help"]).status, 0);
  });

  test("ends by the signal that it is sent, and so does the program", {
    skip: process.platform === "win32",
  }, async () => {
    // Waits for standard input, which never comes; its output closes only when the program has ended as well.
    const child = spawn(process.execPath, [launcher, "explain", "GET", "/", "--as", "-"], { stdio: "pipe" });
    const closed = new Promise((resolve) => child.on("close", (_code, signal) => resolve(signal)));
    setTimeout(() => child.kill("SIGTERM"), 700);
    assert.equal(await closed, "SIGTERM");
  });
});
