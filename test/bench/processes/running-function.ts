/** A function that runs in a process of its own under the Runtime API, started in the moment that is measured from. */
import { spawn } from "node:child_process";
import type { FunctionConfiguration } from "#local/lambda/invocation";
import { runtimeVariables } from "#local/lambda/runtime-variables";
import type { OutputDrain } from "./output-drain.ts";
import { type Invoked, startMeasuredRuntimeApi } from "./runtime-api.ts";
import { undoneAtExit } from "./undone-at-exit.ts";

/** A started function. */
export interface RunningFunction {
  readonly pid: number;
  /** When its process was started, as `performance.now()` tells it. */
  readonly startedAt: number;
  /** When it first asked for an event. */
  readonly asked: Promise<number>;
  /** @throws Error with what the function reported, or with its last words where its process has ended */
  invoke(event: string): Promise<Invoked>;
  /** Kills the process, and waits until it has ended. */
  stop(): Promise<void>;
}

/** Of standard error, for the message when a process ends. */
const mostLastWords = 2000;

/**
 * Starts a function with the variables that Lambda gives it and no others.
 * @param whenStarted called right after the start with the process's id
 */
export async function startFunction(
  configuration: FunctionConfiguration,
  drain: OutputDrain,
  whenStarted: (pid: number) => void = () => undefined,
): Promise<RunningFunction> {
  const api = await startMeasuredRuntimeApi(configuration.arn);
  const [program = "", ...programArguments] = configuration.command;
  const env = runtimeVariables(configuration, api.address);
  const startedAt = performance.now();
  const child = spawn(program, programArguments, {
    cwd: configuration.taskRoot,
    env,
    stdio: ["ignore", drain.descriptor, "pipe"],
  });
  if (child.pid !== undefined) whenStarted(child.pid);
  const kill = undoneAtExit(() => child.kill("SIGKILL"));
  const ended = Promise.withResolvers<void>();
  let lastWords = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    lastWords = (lastWords + text).slice(-mostLastWords);
  });
  child.once("error", (error) => {
    api.fail(new Error(`${program} does not start: ${error.message}`));
    ended.resolve();
  });
  child.once("close", (code, signal) => {
    api.fail(new Error(`${configuration.name} has ended (${signal ?? code}): ${lastWords}`));
    ended.resolve();
  });
  return {
    pid: child.pid ?? 0,
    startedAt,
    asked: api.asked,
    invoke: (event) => api.invoke(event),
    async stop() {
      kill();
      await ended.promise;
      await api.close();
    },
  };
}
