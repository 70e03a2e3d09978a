/** A policy's compiled form: the module, and the manifest that says what it was made of. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hashOfAll, type SourceHashes, sha256, sourceHashes } from "./rego-sources.ts";

/** What `compiled/policy.json` says. */
export interface PolicyManifest {
  /** The version of OPA that compiled it. */
  readonly opa: string;
  readonly sources: SourceHashes;
  readonly sourcesSha256: string;
  readonly wasmSha256: string;
  readonly entrypoints: readonly string[];
}

export interface CompiledPolicy {
  readonly wasm: Buffer;
  readonly manifest: PolicyManifest;
}

/** The manifest of a module just made of the Rego below a root. */
export function manifestOf(
  root: string,
  opa: string,
  wasm: Buffer,
  entrypoints: readonly string[],
): PolicyManifest {
  const sources = sourceHashes(root);
  return { opa, sources, sourcesSha256: hashOfAll(sources), wasmSha256: sha256(wasm), entrypoints };
}

/** Reads the compiled form below a root. Throws when it is not there. */
export function readCompiled(root: string): CompiledPolicy {
  const folder = join(root, "compiled");
  return {
    wasm: readFileSync(join(folder, "policy.wasm")),
    manifest: JSON.parse(readFileSync(join(folder, "policy.json"), "utf8")) as PolicyManifest,
  };
}

/** Writes the compiled form below a root. */
export function writeCompiled(root: string, { wasm, manifest }: CompiledPolicy): void {
  const folder = join(root, "compiled");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "policy.wasm"), wasm);
  writeFileSync(join(folder, "policy.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

/**
 * What of the compiled form does not fit the Rego below a root, one sentence each; needs no `opa`.
 * @returns nothing when the Rego is what was compiled and the module is what the manifest says
 */
export function outdated(root: string, { wasm, manifest }: CompiledPolicy): string[] {
  const sources = sourceHashes(root);
  const found: string[] = [];
  for (const file of new Set([...Object.keys(sources), ...Object.keys(manifest.sources)])) {
    const now = sources[file];
    const then = manifest.sources[file];
    if (then === undefined) found.push(`${file} is new`);
    else if (now === undefined) found.push(`${file} is gone`);
    else if (now !== then) found.push(`${file} has changed`);
  }
  if (manifest.sourcesSha256 !== hashOfAll(manifest.sources))
    found.push("policy.json has been changed by hand");
  if (manifest.wasmSha256 !== sha256(wasm))
    found.push("policy.wasm is not the one that policy.json is about");
  return found;
}
