/** Crashes, time-outs and ends: an environment that is broken is replaced, and no process stays behind. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { describe, type TestContext, test } from "node:test";
import { functionFolder, nodeFunction, nodeRuntime } from "./function-folder.ts";

/** Holds a connection to a server of the test for as long as the function's process lives. */
const connected = `
  const lifeline = require("node:net").connect(Number(process.env.LIFELINE), "127.0.0.1");
  lifeline.on("error", () => {});
  lifeline.unref();`;

/** A server that tells when the next process of a function has started (a connection) and ended (its close). */
async function lifelines(context: TestContext) {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  context.after(() => server.close());
  const started = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  server.once("connection", (socket) => {
    started.resolve();
    socket.on("error", () => {}).once("close", () => ended.resolve());
    socket.resume();
  });
  const port = String((server.address() as AddressInfo).port);
  return { environment: { LIFELINE: port }, started: started.promise, ended: ended.promise };
}

/** Resolves when the next process that this one starts has ended, and its starter has been told. */
function nextProcessEnd(): Promise<void> {
  const ended = Promise.withResolvers<void>();
  const started = (message: unknown) => {
    unsubscribe("child_process", started);
    (message as { readonly process: ChildProcess }).process.once("close", () => ended.resolve());
  };
  subscribe("child_process", started);
  return ended.promise;
}

describe("a process that ends by itself", () => {
  test("during an invocation is an ExitError, and the next invocation gets a fresh one", async (context) => {
    const code = "let calls = 0; exports.handler = async (event) => event.crash ? process.exit(3) : ++calls;";
    const crashing = await nodeFunction(context, code);
    assert.deepEqual(await crashing.invoke({}), { kind: "answer", payload: "1" });
    assert.deepEqual(await crashing.invoke({ crash: true }), {
      kind: "error",
      errorType: "Runtime.ExitError",
      errorMessage: "Runtime exited with error: exit status 3",
    });
    assert.deepEqual(await crashing.invoke({}), { kind: "answer", payload: "1" });
  });

  test("by a signal is reported with the signal's name", async (context) => {
    const killed = await nodeFunction(
      context,
      "exports.handler = async () => process.kill(process.pid, 'SIGKILL');",
    );
    const result = await killed.invoke({});
    assert.equal(
      result.kind === "error" && result.errorMessage,
      "Runtime exited with error: signal: SIGKILL",
    );
  });

  test("because of an uncaught exception is reported with that exception", async (context) => {
    const code = `exports.handler = () => new Promise(() => {
      setImmediate(() => { throw new TypeError("late"); });
    });`;
    const result = await (await nodeFunction(context, code)).invoke({});
    assert.deepEqual(result, { kind: "error", errorType: "TypeError", errorMessage: "late" });
  });

  test("because of a rejected promise that nobody handles is reported as such", async (context) => {
    const code = `exports.handler = () => new Promise(() => { Promise.reject(new Error("lost")); });`;
    const result = await (await nodeFunction(context, code)).invoke({});
    const expected = "Runtime.UnhandledPromiseRejection";
    assert.deepEqual(result, { kind: "error", errorType: expected, errorMessage: "Error: lost" });
  });

  test("because its handler waits for nothing is an ExitError and no time-out", async (context) => {
    const result = await (
      await nodeFunction(context, "exports.handler = () => new Promise(() => {});")
    ).invoke({});
    assert.equal(result.kind === "error" && result.errorType, "Runtime.ExitError");
  });

  test("between two invocations is replaced at the next one", async (context) => {
    const ended = nextProcessEnd();
    const leaving = await nodeFunction(
      context,
      "exports.handler = async () => { setTimeout(() => process.exit(0), 20); return process.pid; };",
    );
    const first = await leaving.invoke({});
    await ended;
    const second = await leaving.invoke({});
    assert.deepEqual([first.kind, second.kind], ["answer", "answer"]);
    assert.notDeepEqual(second, first);
  });
});

describe("a process that cannot start", () => {
  test("says which program is missing", async (context) => {
    const absent = await nodeFunction(context, "", { command: ["no-such-runtime-client"] });
    const result = await absent.invoke({});
    assert.equal(result.kind === "error" && result.errorType, "Runtime.InvalidEntrypoint");
    assert.match(result.kind === "error" ? result.errorMessage : "", /no-such-runtime-client/);
  });

  test("that never asks for an invocation is ended when the time for that is over", async (context) => {
    const lifeline = await lifelines(context);
    const stuck = await nodeFunction(
      context,
      `${connected} setInterval(() => {}, 1000); exports.handler = 1;`,
      {
        command: [process.execPath, "index.cjs"],
        environment: lifeline.environment,
        initMilliseconds: 2500,
      },
    );
    const result = await stuck.invoke({});
    assert.equal(result.kind === "error" && result.errorType, "Sandbox.Timedout");
    await lifeline.ended;
  });
});

describe("a time-out", () => {
  test("kills even a process that is busy, and the next invocation gets a fresh one", async (context) => {
    const lifeline = await lifelines(context);
    const busy = await nodeFunction(
      context,
      `${connected} lifeline.on("connect", () => { globalThis.there = true; });
       exports.handler = async (event) => {
         while (!globalThis.there) await new Promise((resolve) => setTimeout(resolve, 5));
         if (event.busy) for (;;);
         return "fresh";
       };`,
      { timeoutMilliseconds: 1500, environment: lifeline.environment },
    );
    assert.deepEqual(await busy.invoke({ busy: true }), { kind: "timed-out" });
    await lifeline.ended;
    assert.deepEqual(await busy.invoke({}), { kind: "answer", payload: '"fresh"' });
  });
});

describe("closing", () => {
  test("ends the process, the invocation that runs and those that wait", async (context) => {
    const lifeline = await lifelines(context);
    const closed = await nodeFunction(
      context,
      `${connected} exports.handler = () => new Promise(() => setInterval(() => {}, 1000));`,
      { environment: lifeline.environment },
    );
    const invocations = Promise.all([closed.invoke({}), closed.invoke({})]);
    await lifeline.started;
    await closed.close();
    await lifeline.ended;
    const types = (await invocations).map((result) => result.kind === "error" && result.errorType);
    assert.deepEqual(types, ["Runtime.ExitError", "ServiceException"]);
    assert.equal((await closed.invoke({})).kind, "error");
  });

  test("kills a process that does not heed SIGTERM after two seconds", async (context) => {
    const deaf = await nodeFunction(
      context,
      "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); exports.handler = async () => 1;",
    );
    await deaf.invoke({});
    const start = performance.now();
    await deaf.close();
    assert.ok(performance.now() - start >= 1900);
  });

  test("of a function that was never invoked has nothing to do", async (context) => {
    await (await nodeFunction(context, "exports.handler = () => 1;")).close();
  });
});

describe("when the process that invokes is killed", () => {
  /** Ends by itself after a minute, which is too late for the test and soon enough not to stay behind. */
  const busy = "new Promise((resolve) => setTimeout(resolve, 60_000))";
  const cases = [
    ["that runs an invocation", `exports.handler = () => { ${connected} return ${busy}; };`],
    ["that still starts", `${connected} exports.handler = () => 1;`],
    [
      "that waits for an invocation",
      `exports.handler = () => { ${connected} setTimeout(() => {}, 60_000); };`,
    ],
  ] as const;
  for (const [name, code] of cases) {
    test(`a process ${name} ends`, { timeout: 20_000 }, async (context) => {
      const lifeline = await lifelines(context);
      const configuration = {
        name: "orphan",
        arn: "arn:aws:lambda:eu-central-1:123456789012:function:orphan",
        handler: "index.handler",
        taskRoot: await functionFolder(context, "index.cjs", code),
        command: nodeRuntime,
        environment: lifeline.environment,
        timeoutMilliseconds: 120_000,
        memoryMegabytes: 128,
      };
      const program = `
        const { lambdaFunction } = await import(${JSON.stringify(import.meta.resolve("#local/lambda/lambda-function"))});
        lambdaFunction({ ...${JSON.stringify(configuration)}, onLog: () => {} }).invoke({});`;
      const parent = spawn(process.execPath, ["--input-type=module", "--eval", program], { stdio: "ignore" });
      context.after(() => parent.kill("SIGKILL"));
      await lifeline.started;
      parent.kill("SIGKILL");
      await lifeline.ended;
    });
  }
});
