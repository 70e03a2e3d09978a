/** From Rego to its compiled form, by the real `opa`, with everything checked that can be. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { embeddedPolicyEngine } from "#adapters/opa/embedded";
import { withInputMembers } from "#adapters/opa/wasm-module";
import { bundleFile } from "./bundle-file.ts";
import { type CompiledPolicy, manifestOf } from "./compiled-policy.ts";
import { inputMembers } from "./input-members.ts";
import { opaVersion, type RunOpa } from "./opa-command.ts";
import { regoFiles } from "./rego-sources.ts";

const notPolicy = ["--ignore", "compiled"];

/**
 * Checks, tests and compiles the Rego below a root.
 *
 * Not optimised: an optimised build takes data that are set at run time for empty, and decides silently wrong. Paths
 * are relative, so that the bytes are the same wherever the root is. Entry points are the rules annotated as such. The
 * module says which members of the input document its Rego can read, where that is certain.
 * @throws Error with the messages of `opa` when a check or a test fails or a line of Rego is not covered by tests, and
 * Fault when the embedded engine would not load the result
 */
export function compilePolicy(opa: RunOpa, root: string): CompiledPolicy {
  opa(root, "check", "--strict", ...notPolicy, ".");
  opa(root, "fmt", "--fail", "--diff", ".");
  if (regoFiles(root).tests.length > 0) {
    opa(root, "test", ...notPolicy, ".");
    opa(root, "test", "--coverage", "--threshold", "100", ...notPolicy, ".");
  }
  const bundle = build(opa, root, "wasm");
  const members = inputMembers(
    JSON.parse(bundleFile(build(opa, root, "plan"), "/plan.json").toString("utf8")),
  );
  const built = bundleFile(bundle, "/policy.wasm");
  const wasm = members === undefined ? built : withInputMembers(built, members);
  const entrypoints = entrypointsOf(bundle);
  for (const decision of entrypoints) embeddedPolicyEngine({ wasm, data: {}, decision, revision: "" });
  return { wasm, manifest: manifestOf(root, opaVersion, wasm, entrypoints) };
}

/** @param target what to make of the Rego: the module, or the plan that OPA compiles it by */
function build(opa: RunOpa, root: string, target: "wasm" | "plan"): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "policy-"));
  try {
    const bundle = join(folder, "bundle.tar.gz");
    const tests = ["--ignore", "*_test.rego"];
    opa(root, "build", "-t", target, "-O", "0", "-o", bundle, ...notPolicy, ...tests, "-b", ".");
    return readFileSync(bundle);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function entrypointsOf(bundle: Buffer): string[] {
  const manifest = JSON.parse(bundleFile(bundle, "/.manifest").toString("utf8")) as {
    readonly wasm: readonly { readonly entrypoint: string }[];
  };
  return manifest.wasm.map(({ entrypoint }) => entrypoint).sort();
}
