/** How a handler is found, and what is said when it is not. */
import assert from "node:assert/strict";
import { describe, type TestContext, test } from "node:test";
import { functionFolder, nodeFunction } from "./function-folder.ts";

const answers = { kind: "answer", payload: '"here"' };

async function invokeFile(context: TestContext, file: string, code: string, handler = "index.handler") {
  const taskRoot = await functionFolder(context, file, code);
  return (await nodeFunction(context, "", { taskRoot, handler })).invoke({});
}

describe("a handler", () => {
  test("is found in a CommonJS module", async (context) => {
    assert.deepEqual(await invokeFile(context, "index.cjs", "exports.handler = () => 'here';"), answers);
  });

  test("is found in a CommonJS module whose exports only show when it runs", async (context) => {
    const code = "module.exports = Object.assign(() => 0, { ['han' + 'dler']: () => 'here' });";
    assert.deepEqual(await invokeFile(context, "index.cjs", code), answers);
  });

  test("is found in an ECMAScript module", async (context) => {
    assert.deepEqual(await invokeFile(context, "index.mjs", "export const handler = () => 'here';"), answers);
  });

  test("is found in a TypeScript module", async (context) => {
    const code = "export const handler = (): string => 'here';";
    assert.deepEqual(await invokeFile(context, "index.ts", code), answers);
  });

  test("is found deep in what a module exports", async (context) => {
    const code = "exports.api = { v1: { run: () => 'here' } };";
    assert.deepEqual(await invokeFile(context, "main.cjs", code, "main.api.v1.run"), answers);
  });
});

describe("a function does not start", () => {
  const cases = [
    ["without its module", "other.cjs", "exports.handler = () => 0;", "Runtime.ImportModuleError"],
    ["without its export", "index.cjs", "exports.other = () => 0;", "Runtime.HandlerNotFound"],
    ["when the export is no function", "index.cjs", "exports.handler = 1;", "Runtime.HandlerNotFound"],
    ["with a syntax error", "index.cjs", "exports.handler = (", "Runtime.UserCodeSyntaxError"],
    ["when it imports what is not there", "index.cjs", "require('./none.cjs');", "Runtime.ImportModuleError"],
    [
      "with a handler that takes a callback, as on Lambda's Node.js 24",
      "index.cjs",
      "exports.handler = (event, context, callback) => callback(null, 1);",
      "Runtime.CallbackHandlerDeprecated",
    ],
    ["when its module throws", "index.cjs", "throw new RangeError('no settings');", "RangeError"],
    [
      "when its module leaves a promise rejected",
      "index.mjs",
      "Promise.reject(new Error('lost')); await new Promise((resolve) => setTimeout(resolve, 5000));",
      "Runtime.UnhandledPromiseRejection",
    ],
  ] as const;
  for (const [name, file, code, errorType] of cases) {
    test(name, async (context) => {
      const result = await invokeFile(context, file, code);
      assert.equal(result.kind === "error" && result.errorType, errorType);
    });
  }

  test("with a handler's name that has no export or leads out of the folder", async (context) => {
    const code = "exports.handler = () => 0;";
    for (const handler of ["index", "../index.handler", ""]) {
      const result = await invokeFile(context, "index.cjs", code, handler);
      assert.equal(result.kind === "error" && result.errorType, "Runtime.MalformedHandlerName", handler);
    }
  });
});
