/** A policy compiled to WebAssembly, loaded into an engine of its own and ready to be asked. */
import * as published from "@open-policy-agent/opa-wasm";
import { Fault } from "#core/fault";
import { suppliedBuiltIns } from "./supplied-built-ins.ts";

/** One instance of a policy, with memory of its own: what is used of the package's `LoadedPolicy`. */
export interface WasmPolicy {
  readonly entrypoints: Readonly<Record<string, number>>;
  readonly mem: { readonly buffer: ArrayBuffer };
  readonly wasmInstance: { readonly exports: Readonly<Record<string, (address?: number) => number>> };
  /** JSON text in UTF-8. */
  setData(data: ArrayBuffer): void;
  /** JSON text in UTF-8; throws texts, errors and objects of many kinds. */
  evaluate(input: ArrayBuffer | undefined, entrypoint: number): unknown;
}

type LoadPolicySync = (
  wasm: Uint8Array,
  memory: { readonly initial: number; readonly maximum: number },
) => WasmPolicy;

/** The package declares this function by name, but has it on its default export only. */
const { loadPolicySync } = (
  published as unknown as { readonly default: { readonly loadPolicySync: LoadPolicySync } }
).default;

/**
 * An instance's memory in pages of 64 KiB: 4 MiB to begin with, which costs nothing until used, and at most 64 MiB,
 * so that a policy that asks for too much ends in a fault and not in the end of the process. Access rules on 10,000
 * collections take about 20 MiB.
 */
const memory = { initial: 64, maximum: 1024 };

/**
 * Makes an instance and sets its data; synchronously, because nothing is gained by waiting and a request would wait.
 * @param wasm the bytes of a `policy.wasm` file
 * @param data the data document as JSON text in UTF-8
 * @throws Fault `configuration_invalid` when the bytes are no policy, it calls a built-in function that is not there,
 * or the data take more memory than there is
 */
export function wasmPolicy(wasm: Uint8Array, data: ArrayBuffer): WasmPolicy {
  const policy = instance(wasm);
  const missing = calledBuiltIns(policy).filter((name) => !suppliedBuiltIns.has(name));
  if (missing.length > 0) {
    throw new Fault(
      "configuration_invalid",
      `the policy calls built-in functions that the embedded engine lacks: ${missing.join(", ")}; ` +
        "write it without them (policy/README.md), or set policy.engine to remote",
    );
  }
  try {
    policy.setData(data);
  } catch {
    throw new Fault(
      "configuration_invalid",
      "the policy's data do not fit into the embedded engine's 64 MiB: shorten accessRules, or set policy.engine to remote",
    );
  }
  return policy;
}

function instance(wasm: Uint8Array): WasmPolicy {
  try {
    return loadPolicySync(wasm, { ...memory });
  } catch {
    throw new Fault(
      "configuration_invalid",
      "policy.wasm does not load: it was not made by `opa build -t wasm`, or has more than 4 MiB of constants; " +
        "build it anew (policy/README.md)",
    );
  }
}

/** Names of the built-in functions that the policy calls and its module does not hold (OPA documentation, "Wasm"). */
function calledBuiltIns({ wasmInstance: { exports }, mem }: WasmPolicy): string[] {
  const { builtins, opa_json_dump: dump } = exports;
  if (builtins === undefined || dump === undefined) return [];
  const bytes = new Uint8Array(mem.buffer, dump(builtins()));
  const text = new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(0)));
  return Object.keys(JSON.parse(text) as object).sort();
}
