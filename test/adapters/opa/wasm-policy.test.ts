/** A policy in WebAssembly: its memory does not grow, and its built-in functions are those of the package. */
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, test } from "node:test";
import { suppliedBuiltIns } from "#adapters/opa/supplied-built-ins";
import { wasmPolicy } from "#adapters/opa/wasm-policy";
import { decisionExamples } from "#test/contracts/policy-decisions";
import { shippedPolicy } from "#test/contracts/policy-fixtures";

const require = createRequire(import.meta.url);
const utf8 = (document: unknown): ArrayBuffer => new TextEncoder().encode(JSON.stringify(document)).buffer;

describe("a policy in WebAssembly", () => {
  test("needs no more memory for the thousandth evaluation than for the first", () => {
    const policy = wasmPolicy(shippedPolicy.wasm, utf8(shippedPolicy.data));
    const entrypoint = policy.entrypoints[shippedPolicy.decision];
    assert.ok(entrypoint !== undefined);
    const inputs = decisionExamples.flatMap(({ input }) => (input === undefined ? [] : [utf8(input)]));
    const memoryAfter = (rounds: number): unknown => {
      for (let round = 0; round < rounds; round += 1) {
        for (const input of inputs) policy.evaluate(input, entrypoint);
      }
      const endOfHeap = policy.wasmInstance.exports.opa_heap_ptr_get?.();
      assert.ok(endOfHeap !== undefined && endOfHeap > 0);
      return { endOfHeap, bytes: policy.mem.buffer.byteLength };
    };
    const once = memoryAfter(1);
    assert.deepEqual(memoryAfter(1000), once);
  });

  test("starts with the 4 MiB that it is given", () => {
    const { mem } = wasmPolicy(shippedPolicy.wasm, utf8({}));
    assert.equal(mem.buffer.byteLength, 4 * 1024 * 1024);
  });

  test("has the built-in functions from JavaScript that the package has", () => {
    const folder = dirname(require.resolve("@open-policy-agent/opa-wasm"));
    const package_ = require(join(folder, "builtins", "index.js")) as object;
    assert.deepEqual(Object.keys(package_).sort(), [...suppliedBuiltIns].sort());
  });
});
