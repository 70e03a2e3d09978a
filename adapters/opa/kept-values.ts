/** Values that many evaluations read, written into the instance's memory once. */
import { jsonText } from "./json-text.ts";
import type { PolicyExports, WasmMemory } from "./wasm-memory.ts";

/** Bytes of the instance's memory: about 600 principals with the claims of a usual token. */
const mostBytes = 4 * 1024 * 1024;

/**
 * Keeps values between the data and what an evaluation makes: what lies there, evaluations read and never change, as
 * they do with the data. Only values that can never change are kept, and they are known by identity alone: so a value
 * that is found is the one that was asked about. Full, all of it is forgotten, and anew begun.
 */
export class KeptValues {
  readonly #exports: PolicyExports;
  readonly #memory: WasmMemory;
  readonly #start: number;
  #end: number;
  #addresses = new WeakMap<object, number>();

  /** @param start the first address that is free */
  constructor(exports: PolicyExports, memory: WasmMemory, start: number) {
    this.#exports = exports;
    this.#memory = memory;
    this.#start = start;
    this.#end = start;
  }

  /** The first address after all that is kept: where an evaluation may begin. */
  get end(): number {
    return this.#end;
  }

  /** How much memory is taken by what is kept. */
  get bytes(): number {
    return this.#end - this.#start;
  }

  /**
   * The address of a value, which is kept if it was not.
   * @returns `undefined` for a value that may change, or is too large to be kept
   */
  addressOf(value: object): number | undefined {
    const known = this.#addresses.get(value);
    if (known !== undefined) return known;
    if (!isFrozenJson(value)) return undefined;
    const text = jsonText(value);
    if (text === undefined || text.length > mostBytes / 100) return undefined;
    if (this.bytes > mostBytes) {
      this.#end = this.#start;
      this.#addresses = new WeakMap();
    }
    this.#exports.opa_heap_ptr_set(this.#end);
    const address = this.#memory.value(text);
    this.#end = this.#exports.opa_heap_ptr_get();
    this.#addresses.set(value, address);
    return address;
  }
}

/** Whether a value is JSON, frozen with all that is in it. Keeps a list of its own of what is left, however deep. */
function isFrozenJson(json: unknown): boolean {
  for (const left: unknown[] = [json]; left.length > 0; ) {
    const value = left.pop();
    if (typeof value === "function") return false;
    if (typeof value !== "object" || value === null) continue;
    if (!Object.isFrozen(value)) return false;
    for (const member of Object.values(value)) left.push(member);
  }
  return true;
}
