/** What a function's process sees of its surroundings, and what it says. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { longestLine } from "#local/lambda/log-lines";
import { nodeFunction } from "./function-folder.ts";

const tellsEnvironment = "exports.handler = async () => ({ ...process.env, folder: process.cwd() });";

async function environmentOf(context: Parameters<typeof nodeFunction>[0], changes: object = {}) {
  const result = await (await nodeFunction(context, tellsEnvironment, changes)).invoke({});
  return JSON.parse(result.kind === "answer" ? result.payload : "null");
}

describe("the environment of a function", () => {
  test("has nothing of the parent's but what processes need to run", async (context) => {
    process.env.AWS_SECRET_ACCESS_KEY = "of-the-developer";
    process.env.NODE_OPTIONS = "";
    context.after(() => {
      delete process.env.AWS_SECRET_ACCESS_KEY;
      delete process.env.NODE_OPTIONS;
    });
    const seen = Object.keys(await environmentOf(context, { environment: { TABLE_NAME: "jobs" } }));
    const allowed =
      /^(PATH|HOME|TMPDIR|LANG|SYSTEMROOT|TABLE_NAME|TZ|folder|_HANDLER|_X_AMZN_TRACE_ID|LAMBDA_TASK_ROOT|AWS_(DEFAULT_)?REGION|AWS_LAMBDA_\w+)$/;
    assert.deepEqual(
      seen.filter((name) => !allowed.test(name)),
      [],
    );
    assert.ok(seen.includes("PATH") && seen.includes("TABLE_NAME"));
  });

  test("has the reserved variables, which the function's own cannot replace", async (context) => {
    const seen = await environmentOf(context, {
      environment: { AWS_REGION: "us-east-1", AWS_ACCESS_KEY_ID: "local", _HANDLER: "other.handler" },
    });
    assert.equal(seen._HANDLER, "index.handler");
    assert.equal(seen.AWS_ACCESS_KEY_ID, "local");
    assert.equal(seen.AWS_REGION, "eu-central-1");
    assert.equal(seen.AWS_DEFAULT_REGION, "eu-central-1");
    assert.equal(seen.AWS_LAMBDA_FUNCTION_NAME, "sample");
    assert.equal(seen.AWS_LAMBDA_FUNCTION_VERSION, "$LATEST");
    assert.equal(seen.AWS_LAMBDA_FUNCTION_MEMORY_SIZE, "256");
    assert.equal(seen.AWS_LAMBDA_INITIALIZATION_TYPE, "on-demand");
    assert.equal(seen.AWS_LAMBDA_LOG_GROUP_NAME, "/aws/lambda/sample");
    assert.match(seen.AWS_LAMBDA_RUNTIME_API, /^127\.0\.0\.1:\d+$/);
    assert.match(seen._X_AMZN_TRACE_ID, /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/);
    assert.equal(seen.TZ, ":UTC");
    assert.ok(seen.folder.endsWith(seen.LAMBDA_TASK_ROOT.split("/").at(-1)));
  });
});

describe("what a function writes", () => {
  test("is passed on line by line, from standard output and standard error", async (context) => {
    const code = `
      process.stdout.write("half ");
      exports.handler = async () => { process.stdout.write("whole\\n\\nGr\\u00fc\\u00dfe\\n"); console.error("failed"); process.exit(0); };`;
    const writing = await nodeFunction(context, code);
    await writing.invoke({});
    assert.deepEqual([...writing.lines].sort(), ["", "Grüße", "failed", "half whole"].sort());
  });

  test("is cut where a line is too long, and the next line is whole", async (context) => {
    const text = `"x".repeat(${longestLine * 3}) + "\\nnext\\n"`;
    const code = `exports.handler = () => new Promise((resolve) => process.stdout.write(${text}, () => resolve()));`;
    const writing = await nodeFunction(context, code);
    await writing.invoke({});
    await writing.close();
    assert.deepEqual(writing.lines, [`${"x".repeat(longestLine)}… (cut)`, "next"]);
  });

  test("includes the error that a handler threw", async (context) => {
    const failing = await nodeFunction(
      context,
      "exports.handler = async () => { throw new Error('broken'); };",
    );
    await failing.invoke({});
    await failing.close();
    assert.match(failing.lines.join("\n"), /^Invoke Error \{"errorType":"Error","errorMessage":"broken"/);
  });
});
