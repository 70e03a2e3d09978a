/** The functions that ours is compared with: an empty handler, what people write by hand, and other runtimes. */
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { FunctionConfiguration } from "#local/lambda/invocation";
import { startLoopbackServer } from "#local/loopback/loopback-server";
import type { BenchmarkIssuer } from "../subject/token-issuer.ts";
import { bundleProgram } from "./bundled-program.ts";
import { otherRuntimeProgram, otherRuntimeVariables } from "./other-runtime.ts";

/** Where functions are made, and the command that runs those of Node.js. */
export interface FunctionsFolder {
  readonly folder: string;
  readonly command: readonly string[];
}

/** The memory size that functions are told where nothing is measured by it. */
export const usualMegabytes = 512;

/** A function's configuration; what is measured does not depend on its times and its memory. */
export function functionConfiguration(
  name: string,
  taskRoot: string,
  command: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): FunctionConfiguration {
  return {
    name,
    arn: `arn:aws:lambda:eu-central-1:123456789012:function:${name}`,
    handler: "index.handler",
    taskRoot,
    command,
    environment,
    timeoutMilliseconds: 60_000,
    memoryMegabytes: usualMegabytes,
    onLog: () => undefined,
  };
}

/** Answers `{}`: what Node.js and the Runtime API cost. */
export function emptyFunction({ folder, command }: FunctionsFolder): FunctionConfiguration {
  const taskRoot = madeFolder(folder, "empty");
  writeFileSync(path.join(taskRoot, "index.cjs"), "exports.handler = async () => ({});\n");
  return functionConfiguration("empty", taskRoot, command);
}

/**
 * A function of hand-written/.
 * @param policyFrom the folder of a deployed authorizer, whose policy it asks
 */
export async function handWritten(
  { folder, command }: FunctionsFolder,
  name: string,
  { issuer, audience, keySet }: BenchmarkIssuer,
  policyFrom?: string,
): Promise<FunctionConfiguration> {
  const taskRoot = madeFolder(folder, name);
  await bundleProgram(`hand-written/${name}.ts`, taskRoot);
  writeFileSync(path.join(taskRoot, "issuer.json"), JSON.stringify({ issuer, audience, keySet }));
  if (policyFrom !== undefined) {
    for (const file of ["policy.wasm", "policy-data.json"])
      copyFileSync(path.join(policyFrom, file), path.join(taskRoot, file));
  }
  return functionConfiguration(name, taskRoot, command);
}

/** A program given by its path, whose events have the token where a TOKEN authorizer has it, too. */
export async function otherRuntime(
  { folder }: FunctionsFolder,
  given: string,
  { issuer, audience, keySet }: BenchmarkIssuer,
) {
  const program = otherRuntimeProgram(given);
  const keySetFile = path.join(madeFolder(folder, "other"), "key-set.json");
  writeFileSync(keySetFile, JSON.stringify(keySet));
  const server = await startLoopbackServer((_request, response) => {
    response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(keySet));
  });
  const keySetUri = `http://127.0.0.1:${server.port}/keys`;
  const named = { issuer, audience, keySetUri, keySetFile };
  const variables = otherRuntimeVariables(process.env, named);
  return {
    ...functionConfiguration(path.basename(program), path.dirname(program), [program], variables),
    eventsOf: (event: (call: number) => string) => (call: number) => withAuthorizationToken(event(call)),
    close: () => server.close(),
  };
}

function withAuthorizationToken(event: string): string {
  const request = JSON.parse(event) as { readonly headers: Readonly<Record<string, string>> };
  return JSON.stringify({ ...request, authorizationToken: request.headers.Authorization });
}

function madeFolder(folder: string, name: string): string {
  const made = path.join(folder, name);
  mkdirSync(made);
  return made;
}
