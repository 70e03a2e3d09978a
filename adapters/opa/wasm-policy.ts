/** A policy compiled to WebAssembly, loaded into an engine of its own and ready to be asked. */
import * as published from "@open-policy-agent/opa-wasm";
import { Fault } from "#core/fault";
import { isJsonObject } from "#core/json-object";
import { jsonText } from "./json-text.ts";
import { KeptValues } from "./kept-values.ts";
import { suppliedBuiltIns } from "./supplied-built-ins.ts";
import { type PolicyExports, WasmMemory } from "./wasm-memory.ts";
import { readInputMembers, type WasmModule, wasmModule } from "./wasm-module.ts";

/** An instance with its memory and its built-in functions: what is used of the package's `LoadedPolicy`. */
interface LoadedPolicy {
  readonly entrypoints: Readonly<Record<string, number>>;
  readonly mem: { readonly buffer: ArrayBuffer };
  readonly wasmInstance: { readonly exports: PolicyExports };
  readonly baseHeapPtr: number;
}

type LoadPolicySync = (
  module: WasmModule,
  memory: { readonly initial: number; readonly maximum: number },
) => LoadedPolicy;

/** The package declares this function by name, but has it on its default export only. */
const { loadPolicySync } = (
  published as unknown as { readonly default: { readonly loadPolicySync: LoadPolicySync } }
).default;

/**
 * An instance's memory in pages of 64 KiB: 4 MiB to begin with, which costs nothing until used, and at most 64 MiB,
 * so that a policy that asks for too much ends in a fault and not in the end of the process. Access rules on 10,000
 * collections take about 20 MiB.
 */
const pages = { initial: 64, maximum: 1024 };

/**
 * One instance of a policy, with memory of its own. It calls the instance itself where the package would make text and
 * buffers of an evaluation anew.
 */
export class WasmPolicy {
  readonly entrypoints: Readonly<Record<string, number>>;
  readonly #exports: PolicyExports;
  readonly #memory: WasmMemory;
  readonly #firstFree: number;
  readonly #read: readonly string[] | undefined;
  #data = 0;
  #principalPath = 0;
  #kept: KeptValues;

  /**
   * Makes an instance; synchronously, because nothing is gained by waiting and a request would wait.
   * @param wasm the bytes of a `policy.wasm` file
   * @throws Fault `configuration_invalid` when the bytes are no policy, or it calls a built-in function that is not there
   */
  constructor(wasm: Uint8Array) {
    const { entrypoints, mem, wasmInstance, baseHeapPtr, read } = loaded(wasm);
    this.entrypoints = entrypoints;
    this.#exports = wasmInstance.exports;
    this.#memory = new WasmMemory(mem, this.#exports);
    this.#firstFree = baseHeapPtr;
    this.#read = read;
    this.#kept = new KeptValues(this.#exports, this.#memory, baseHeapPtr);
    this.#refuseMissingBuiltIns();
  }

  /**
   * Sets the data document, in the place of any before.
   * @param data JSON text
   * @throws Fault `configuration_invalid` when it takes more memory than there is
   */
  setData(data: string): void {
    const exports = this.#exports;
    try {
      exports.opa_heap_ptr_set(this.#firstFree);
      this.#data = this.#memory.value(data);
      this.#principalPath = this.#memory.value('["principal"]');
    } catch {
      throw new Fault(
        "configuration_invalid",
        "the policy's data do not fit into the embedded engine's 64 MiB: shorten accessRules, or set policy.engine to remote",
      );
    }
    this.#kept = new KeptValues(exports, this.#memory, exports.opa_heap_ptr_get());
  }

  /**
   * Evaluates one entry point.
   * @param document the input document; `undefined` or `null` leave it undefined
   * @returns the result set
   * @throws Fault `policy_error` for what JSON cannot hold; texts, errors and objects of many kinds. Nobody can say what
   * a failed evaluation has left in memory: the instance is not to be asked again
   */
  evaluate(document: unknown, entrypoint: number): unknown {
    const exports = this.#exports;
    const input = this.#input(document);
    const context = exports.opa_eval_ctx_new();
    if (input !== undefined) exports.opa_eval_ctx_set_input(context, input);
    exports.opa_eval_ctx_set_data(context, this.#data);
    exports.opa_eval_ctx_set_entrypoint(context, entrypoint);
    if (exports.eval(context) !== 0) throw new Error("the evaluation failed");
    return this.#memory.json(exports.opa_eval_ctx_get_result(context));
  }

  /** Whether values of earlier evaluations take memory that this instance had when it was new. */
  get keepsValues(): boolean {
    return this.#kept.bytes > 0;
  }

  /** How much memory the instance has taken so far, in bytes. */
  get memoryBytes(): number {
    return this.#memory.bytes;
  }

  /** The address of the input document, in memory of which the evaluations before have nothing left. */
  #input(document: unknown): number | undefined {
    const exports = this.#exports;
    if (!isJsonObject(document)) {
      exports.opa_heap_ptr_set(this.#kept.end);
      const text = jsonText(document);
      return text === undefined ? undefined : this.#memory.value(text);
    }
    const told = this.#read === undefined ? { ...document } : chosen(document, this.#read);
    const { principal } = told;
    const kept = isJsonObject(principal) ? this.#kept.addressOf(principal) : undefined;
    if (kept !== undefined) told.principal = undefined;
    exports.opa_heap_ptr_set(this.#kept.end);
    const input = this.#memory.value(jsonText(told) ?? "{}");
    if (kept !== undefined && exports.opa_value_add_path(input, this.#principalPath, kept) !== 0)
      throw new Error("the input document is no object");
    return input;
  }

  #refuseMissingBuiltIns(): void {
    const called = this.#exports.builtins?.();
    if (called === undefined) return;
    const names = Object.keys(this.#memory.json(called) as object);
    const missing = names.filter((name) => !suppliedBuiltIns.has(name)).sort();
    if (missing.length === 0) return;
    throw new Fault(
      "configuration_invalid",
      `the policy calls built-in functions that the embedded engine lacks: ${missing.join(", ")}; ` +
        "write it without them (policy/README.md), or set policy.engine to remote",
    );
  }
}

/** A document with these of its members alone: what else it has, the policy cannot read. */
function chosen(
  document: Readonly<Record<string, unknown>>,
  members: readonly string[],
): Record<string, unknown> {
  const told: Record<string, unknown> = {};
  for (const member of members) if (Object.hasOwn(document, member)) told[member] = document[member];
  return told;
}

function loaded(wasm: Uint8Array): LoadedPolicy & { readonly read: readonly string[] | undefined } {
  try {
    const module = wasmModule(wasm);
    const { entrypoints, mem, wasmInstance, baseHeapPtr } = loadPolicySync(module, { ...pages });
    return { entrypoints, mem, wasmInstance, baseHeapPtr, read: readInputMembers(module) };
  } catch {
    throw new Fault(
      "configuration_invalid",
      "policy.wasm does not load: it was not made by `opa build -t wasm`, or has more than 4 MiB of constants; " +
        "build it anew (policy/README.md)",
    );
  }
}
