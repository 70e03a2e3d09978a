/** `npm run policy`: compiles the Rego; with `--check`, tells whether what is committed is what the Rego says. */
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { compilePolicy } from "./compile.ts";
import { outdated, readCompiled, writeCompiled } from "./compiled-policy.ts";
import { withExtendedPolicy } from "./extended-policy.ts";
import { opaCommand, opaVersion, type RunOpa } from "./opa-command.ts";

const project = fileURLToPath(new URL("..", import.meta.url));

const folderOf = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** A policy to compile: where its compiled form lies, and how to come by a root with all of its Rego. */
interface Policy {
  readonly folder: string;
  readonly withRoot: <Result>(use: (root: string) => Result) => Result;
}

/** The policy that ships, the one by which the policy engines are tested, and the documentation's own Rego. */
const policies: readonly Policy[] = [
  ...["policy", "test/contracts/policy"].map(folderOf).map((folder) => ({
    folder,
    withRoot: <Result>(use: (root: string) => Result) => use(folder),
  })),
  ...["docs/policy/examples/own-rego", "docs/policy/examples/one-key"].map(folderOf).map((folder) => ({
    folder,
    withRoot: <Result>(use: (root: string) => Result) => withExtendedPolicy(join(folder, "policy"), use),
  })),
];

function build(opa: RunOpa, { folder, withRoot }: Policy): void {
  const compiled = withRoot((root) => compilePolicy(opa, root));
  writeCompiled(folder, compiled);
  console.log(`${relative(project, folder)}: compiled ${compiled.manifest.entrypoints.join(", ")}`);
}

/** Throws an Error that tells what to do when the committed form is not what `opa` makes of the Rego. */
function check(opa: RunOpa, { folder, withRoot }: Policy): void {
  const name = relative(project, folder);
  const committed = readCompiled(folder);
  const [compiled, differences] = withRoot((root) => [compilePolicy(opa, root), outdated(root, committed)]);
  if (!committed.wasm.equals(compiled.wasm))
    differences.push(`policy.wasm is not what OPA ${opaVersion} makes of the Rego`);
  if (JSON.stringify(committed.manifest) !== JSON.stringify(compiled.manifest)) {
    differences.push(`policy.json is not what OPA ${opaVersion} makes of the Rego`);
  }
  if (differences.length > 0) {
    throw new Error(
      `${name}/compiled is out of date:\n  ${differences.join("\n  ")}\nRun \`npm run policy\` and commit it.`,
    );
  }
  console.log(`${name}: the compiled policy is what OPA ${opaVersion} makes of the Rego`);
}

function main(commandLine: readonly string[]): void {
  const checks = commandLine[0] === "--check";
  if (commandLine.length > (checks ? 1 : 0)) throw new Error("usage: node policy/build.ts [--check]");
  const opa = opaCommand(process.env);
  for (const policy of policies) (checks ? check : build)(opa, policy);
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
