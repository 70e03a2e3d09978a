/** The AWS SDK is loaded when a command about keys needs it, and by no other command. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** How many modules of the AWS SDK a command loads, in a process of its own without a region. */
function loadedBy(commandLine: readonly string[]): number {
  const program = `
    import { registerHooks } from "node:module";
    let loaded = 0;
    registerHooks({
      resolve(name, context, next) {
        if (name.startsWith("@aws-sdk/client-")) loaded++;
        return next(name, context);
      },
    });
    const { run } = await import("#cli/program");
    const quiet = { write() {}, warn() {}, standardInput: async () => "" };
    await run(${JSON.stringify(commandLine)}, quiet);
    process.stdout.write(String(loaded));
  `;
  const { AWS_REGION: _region, AWS_DEFAULT_REGION: _default, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", program], {
    cwd: root,
    encoding: "utf8",
    env: { ...env, AWS_CONFIG_FILE: "none", AWS_SHARED_CREDENTIALS_FILE: "none" },
  });
  assert.equal(status, 0, stderr);
  return Number(stdout);
}

test("help, explanations, and what is refused before AWS is asked load nothing of the AWS SDK", () => {
  assert.equal(loadedBy(["keys", "create", "--help"]), 0);
  assert.equal(loadedBy(["explain", "GET", "/", "--as", "anonymous"]), 0);
  assert.equal(loadedBy(["keys", "revoke", "x"]), 0);
  assert.equal(loadedBy(["keys", "create", "--name", "*"]), 0);
});

test("a command that asks CloudFormation for the stack loads its client", () => {
  assert.ok(loadedBy(["keys", "list"]) > 0);
});
