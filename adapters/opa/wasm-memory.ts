/** The memory of a policy's instance: JSON text goes in and becomes a value, a value comes out as JSON. */
import { frozenJson } from "#core/frozen-json";

/** What an instance of a policy exports, as far as it is called (OPA documentation, "Wasm", "ABI version 1.0"). */
export interface PolicyExports {
  opa_malloc(bytes: number): number;
  opa_json_parse(address: number, bytes: number): number;
  opa_json_dump(value: number): number;
  opa_heap_ptr_get(): number;
  opa_heap_ptr_set(address: number): void;
  opa_value_add_path(object: number, path: number, value: number): number;
  opa_eval_ctx_new(): number;
  opa_eval_ctx_set_input(context: number, value: number): void;
  opa_eval_ctx_set_data(context: number, value: number): void;
  opa_eval_ctx_set_entrypoint(context: number, entrypoint: number): void;
  opa_eval_ctx_get_result(context: number): number;
  eval(context: number): number;
  builtins?(): number;
}

/** Texts up to this many UTF-16 units are given room for the longest UTF-8 they may have, and not measured before. */
const shortText = 4096;

/** How many answers are known by their text, and how long one may be: of usual decisions there are a handful. */
const [mostKnown, longestKnown] = [64, 128];

/** Reads and writes one instance's memory; values are their addresses, as the instance itself has them. */
export class WasmMemory {
  readonly #memory: { readonly buffer: ArrayBuffer };
  readonly #exports: PolicyExports;
  readonly #known = new Map<string, unknown>();
  #bytes: Buffer;

  constructor(memory: { readonly buffer: ArrayBuffer }, exports: PolicyExports) {
    this.#memory = memory;
    this.#exports = exports;
    this.#bytes = Buffer.from(memory.buffer);
  }

  /**
   * Makes a value of JSON text, at the end of what is in use.
   * @throws Error when the text is none, and a text by the instance when there is not memory enough
   */
  value(text: string): number {
    const room = text.length > shortText ? Buffer.byteLength(text) : text.length * 3;
    const address = this.#exports.opa_malloc(room);
    const value = this.#exports.opa_json_parse(address, this.#current().write(text, address, room));
    if (value === 0) throw new Error("not JSON");
    return value;
  }

  /** The JSON of a value. The first short texts are read once, so what they say is frozen with all that is in it. */
  json(value: number): unknown {
    const address = this.#exports.opa_json_dump(value);
    const bytes = this.#current();
    const text = bytes.toString("utf8", address, bytes.indexOf(0, address));
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    if (text.length > longestKnown || this.#known.size >= mostKnown) return JSON.parse(text);
    const json: unknown = frozenJson(JSON.parse(text));
    this.#known.set(text, json);
    return json;
  }

  /** How many there are. */
  get bytes(): number {
    return this.#current().length;
  }

  /** The bytes as they are now: memory that has grown is another buffer, and the one before is empty. */
  #current(): Buffer {
    if (this.#bytes.length === 0) this.#bytes = Buffer.from(this.#memory.buffer);
    return this.#bytes;
  }
}
