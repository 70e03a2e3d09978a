/** `npm run policy`: compiles the Rego; with `--check`, tells whether what is committed is what the Rego says. */
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { compilePolicy } from "./compile.ts";
import { outdated, readCompiled, writeCompiled } from "./compiled-policy.ts";
import { opaCommand, opaVersion, type RunOpa } from "./opa-command.ts";

const project = fileURLToPath(new URL("..", import.meta.url));

/** The policy that ships, and the one by which the policy engines are tested. */
const roots = ["policy", "test/contracts/policy"].map((folder) =>
  fileURLToPath(new URL(`../${folder}`, import.meta.url)),
);

function build(opa: RunOpa, root: string): void {
  const compiled = compilePolicy(opa, root);
  writeCompiled(root, compiled);
  console.log(`${relative(project, root)}: compiled ${compiled.manifest.entrypoints.join(", ")}`);
}

/** Throws an Error that tells what to do when the committed form is not what `opa` makes of the Rego. */
function check(opa: RunOpa, root: string): void {
  const folder = relative(project, root);
  const compiled = compilePolicy(opa, root);
  const committed = readCompiled(root);
  const differences = outdated(root, committed);
  if (!committed.wasm.equals(compiled.wasm))
    differences.push(`policy.wasm is not what OPA ${opaVersion} makes of the Rego`);
  if (JSON.stringify(committed.manifest) !== JSON.stringify(compiled.manifest)) {
    differences.push(`policy.json is not what OPA ${opaVersion} makes of the Rego`);
  }
  if (differences.length > 0) {
    throw new Error(
      `${folder}/compiled is out of date:\n  ${differences.join("\n  ")}\nRun \`npm run policy\` and commit it.`,
    );
  }
  console.log(`${folder}: the compiled policy is what OPA ${opaVersion} makes of the Rego`);
}

function main(commandLine: readonly string[]): void {
  const checks = commandLine[0] === "--check";
  if (commandLine.length > (checks ? 1 : 0)) throw new Error("usage: node policy/build.ts [--check]");
  const opa = opaCommand(process.env);
  for (const root of roots) (checks ? check : build)(opa, root);
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
