/** Functions that are measured run as they would in Lambda, and those that are compared do what they are compared for. */
import assert from "node:assert/strict";
import { copyFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import type { SettingsInput } from "#core/settings/schema";
import type { FunctionConfiguration } from "#local/lambda/invocation";
import { temporaryFolder } from "#test/infra/temporary-folder";
import { type DeployedFunction, deployedFunction } from "../subject/deployed-function.ts";
import { tokenEvent } from "../subject/request.ts";
import { newIssuer } from "../subject/token-issuer.ts";
import { bundleProgram } from "./bundled-program.ts";
import {
  emptyFunction,
  type FunctionsFolder,
  functionConfiguration,
  handWritten,
} from "./compared-functions.ts";
import { nodeCommand } from "./node-command.ts";
import { type OutputDrain, startOutputDrain } from "./output-drain.ts";
import { startFunction } from "./running-function.ts";

const issuer = newIssuer("ES256");
const event = (token: string) => JSON.stringify(tokenEvent(token));

/** Settings with which the wells are read by who holds a scope; that of the tokens is `wells:read`. */
const readableWith = (scope: string): Partial<SettingsInput> => ({
  apiKeys: {},
  accessRules: [{ who: { scope }, may: ["read"], on: { collections: ["wells"] } }],
});

describe("functions in processes of their own", () => {
  const folder = temporaryFolder();
  let functions: FunctionsFolder;
  let drain: OutputDrain;
  let granting: DeployedFunction;
  let refusing: DeployedFunction;

  before(async () => {
    await bundleProgram("runtime-client.ts", folder);
    functions = { folder, command: nodeCommand(path.join(folder, "index.cjs"), 512) };
    drain = startOutputDrain();
    granting = await deployedFunction(readableWith("wells:read"));
    refusing = await deployedFunction(readableWith("wells:write"));
  });
  after(async () => {
    drain?.close();
    await granting?.remove();
    await refusing?.remove();
  });

  /** The answers to events, in one process. */
  async function answers(
    configuration: FunctionConfiguration,
    ...events: readonly string[]
  ): Promise<string[]> {
    const running = await startFunction(configuration, drain);
    try {
      const given: string[] = [];
      for (const each of events) given.push((await running.invoke(each)).answer);
      return given;
    } finally {
      await running.stop();
      assert.throws(() => process.kill(running.pid, 0), { code: "ESRCH" });
    }
  }

  test("the empty handler answers every event with an empty object", async () => {
    assert.deepEqual(await answers(emptyFunction(functions), "{}", event("x")), ["{}", "{}"]);
  });

  test("a function has Lambda's variables, and none of this process", async () => {
    process.env.BENCHMARK_CANARY = "seen";
    const taskRoot = temporaryFolder();
    const code = "exports.handler = async () => Object.keys(process.env);\n";
    writeFileSync(path.join(taskRoot, "index.cjs"), code);
    const [answer = ""] = await answers(
      functionConfiguration("variables", taskRoot, functions.command),
      "{}",
    );
    const names: readonly string[] = JSON.parse(answer);
    assert.ok(names.includes("AWS_LAMBDA_RUNTIME_API") && names.includes("LAMBDA_TASK_ROOT"), answer);
    assert.ok(!names.includes("BENCHMARK_CANARY") && !names.includes("NODE_OPTIONS"), answer);
  });

  test("a process that ends is told with its last words", async () => {
    const taskRoot = temporaryFolder();
    writeFileSync(path.join(taskRoot, "index.cjs"), 'throw new Error("no such policy");\n');
    await assert.rejects(
      answers(functionConfiguration("broken", taskRoot, functions.command), "{}"),
      /broken has ended \(1\)[\s\S]*no such policy/,
    );
  });

  test("the hand-written function allows its issuer's tokens, and no others", async () => {
    const verifies = await handWritten(functions, "verify-token", issuer);
    const [answer = ""] = await answers(verifies, event(issuer.token()));
    assert.match(answer, /"Effect":"Allow"/);
    await assert.rejects(answers(verifies, event(newIssuer("ES256").token())), /Unauthorized/);
  });

  test("the one that asks the policy allows what the policy allows", async () => {
    const asking = await handWritten(functions, "verify-and-ask", issuer, granting.folder);
    const [allowed = ""] = await answers(asking, event(issuer.token()));
    assert.match(allowed, /"Effect":"Allow"/);
    copyFileSync(
      path.join(refusing.folder, "policy-data.json"),
      path.join(asking.taskRoot, "policy-data.json"),
    );
    const [refused = ""] = await answers(asking, event(issuer.token()));
    assert.match(refused, /"Effect":"Deny"/);
  });
});
