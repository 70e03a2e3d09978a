/** The module of a compiled policy, and what a section of it says: which members of the input document it can read. */

/** A compiled module. */
export interface WasmModule {
  readonly [Symbol.toStringTag]: string;
}

/** Of the WebAssembly JavaScript Interface, which has no types without those of a browser. */
declare const WebAssembly: {
  readonly Module: {
    new (wasm: Uint8Array): WasmModule;
    customSections(module: WasmModule, name: string): readonly ArrayBuffer[];
  };
};

/** The name of the custom section (WebAssembly Core Specification, "Custom Section"); its content is a JSON list. */
const sectionName = "ogc-api-authorizer.input-members";

/** Compiles a module. Throws a CompileError for what is none. */
export const wasmModule = (wasm: Uint8Array): WasmModule => new WebAssembly.Module(wasm);

/**
 * The members of the input document that the policy can read.
 * @returns `undefined` where the module does not say so: the policy is then told the whole document
 */
export function readInputMembers(module: WasmModule): readonly string[] | undefined {
  const [section, ...others] = WebAssembly.Module.customSections(module, sectionName);
  if (section === undefined || others.length > 0) return undefined;
  const members: unknown = JSON.parse(Buffer.from(section).toString("utf8"));
  return Array.isArray(members) && members.every((name) => typeof name === "string") ? members : undefined;
}

/** The module with such a section at its end. */
export function withInputMembers(wasm: Uint8Array, members: readonly string[]): Buffer {
  const name = Buffer.from(sectionName);
  const content = Buffer.concat([leb128(name.length), name, Buffer.from(JSON.stringify(members))]);
  return Buffer.concat([wasm, Buffer.from([0]), leb128(content.length), content]);
}

/** An unsigned number as WebAssembly writes it (Core Specification, "Integers"). */
function leb128(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return Buffer.from([...bytes, rest]);
}
