/** A policy in WebAssembly: its memory does not grow, and its built-in functions are those of the package. */
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, test } from "node:test";
import { suppliedBuiltIns } from "#adapters/opa/supplied-built-ins";
import { WasmPolicy } from "#adapters/opa/wasm-policy";
import { decisionExamples } from "#test/contracts/policy-decisions";
import { shippedPolicy } from "#test/contracts/policy-fixtures";

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

  test("starts with the 4 MiB that it is given", () => {
    assert.equal(shipped().memoryBytes, 4 * 1024 * 1024);
  });

  test("has the built-in functions from JavaScript that the package has", () => {
    const folder = dirname(require.resolve("@open-policy-agent/opa-wasm"));
    const package_ = require(join(folder, "builtins", "index.js")) as object;
    assert.deepEqual(Object.keys(package_).sort(), [...suppliedBuiltIns].sort());
  });
});
