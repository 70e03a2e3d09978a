/** Functions for the tests of local/lambda: code in a folder of its own, run by the real runtime client. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import type { FunctionConfiguration } from "#local/lambda/invocation";
import { type LambdaFunction, lambdaFunction } from "#local/lambda/lambda-function";

/** The command that runs Node.js functions. */
export const nodeRuntime = [
  process.execPath,
  fileURLToPath(import.meta.resolve("#local/lambda/node-runtime-client")),
];

/** A folder with one file, removed after the test. */
export async function functionFolder(context: TestContext, file: string, code: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "function-"));
  context.after(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, file), code);
  return folder;
}

/** A function whose `index.cjs` is the given code, closed after the test; `lines` are those that it has logged. */
export async function nodeFunction(
  context: TestContext,
  code: string,
  changes: Partial<FunctionConfiguration> = {},
): Promise<LambdaFunction & { readonly lines: readonly string[] }> {
  const taskRoot = changes.taskRoot ?? (await functionFolder(context, "index.cjs", code));
  const lines: string[] = [];
  const created = lambdaFunction({
    name: "sample",
    arn: "arn:aws:lambda:eu-central-1:123456789012:function:sample",
    handler: "index.handler",
    taskRoot,
    command: nodeRuntime,
    environment: {},
    timeoutMilliseconds: 20_000,
    memoryMegabytes: 256,
    onLog: (line) => lines.push(line),
    ...changes,
  });
  context.after(() => created.close());
  return { ...created, lines };
}
