/** A policy in WebAssembly: its memory does not grow, and its built-in functions are those of the package. */
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, test } from "node:test";
import { suppliedBuiltIns } from "#adapters/opa/supplied-built-ins";
import { WasmPolicy } from "#adapters/opa/wasm-policy";
import { decisionExamples } from "#test/contracts/policy-decisions";
import { answersPolicy, shippedPolicy } from "#test/contracts/policy-fixtures";

const require = createRequire(import.meta.url);
const shipped = (): WasmPolicy => {
  const policy = new WasmPolicy(shippedPolicy.wasm);
  policy.setData(JSON.stringify(shippedPolicy.data));
  return policy;
};
const entrypointOf = (policy: WasmPolicy): number => {
  const entrypoint = policy.entrypoints[shippedPolicy.decision];
  assert.ok(entrypoint !== undefined);
  return entrypoint;
};

describe("a policy in WebAssembly", () => {
  test("needs no more memory for the thousandth evaluation than for the first", () => {
    const policy = shipped();
    const entrypoint = entrypointOf(policy);
    const inputs = decisionExamples.map(({ input }) => input);
    const memoryAfter = (rounds: number): number => {
      for (let round = 0; round < rounds; round += 1) {
        for (const input of inputs) policy.evaluate(input, entrypoint);
      }
      return policy.memoryBytes;
    };
    const once = memoryAfter(1);
    assert.equal(memoryAfter(1000), once);
  });

  test("answers with its own answer, frozen where it is a short one, however many others it gave", () => {
    const { wasm, decision } = answersPolicy("echo");
    const policy = new WasmPolicy(wasm);
    policy.setData("{}");
    const told = (document: object) => policy.evaluate(document, policy.entrypoints[decision] ?? -1);
    for (let time = 0; time < 3; time += 1) {
      for (let index = 0; index < 100; index += 1) {
        const document = { index, ids: [`${index % 7}`], filling: index % 10 === 0 ? "x".repeat(200) : "" };
        assert.deepEqual(told(document), [{ result: document }]);
      }
    }
    const [answer] = told({ index: 1, ids: ["1"], filling: "" }) as [{ result: { ids: string[] } }];
    assert.ok([answer, answer.result, answer.result.ids].every(Object.isFrozen));
  });

  test("starts with the 4 MiB that it is given", () => {
    assert.equal(shipped().memoryBytes, 4 * 1024 * 1024);
  });

  test("has the built-in functions from JavaScript that the package has", () => {
    const folder = dirname(require.resolve("@open-policy-agent/opa-wasm"));
    const package_ = require(join(folder, "builtins", "index.js")) as object;
    assert.deepEqual(Object.keys(package_).sort(), [...suppliedBuiltIns].sort());
  });
});
