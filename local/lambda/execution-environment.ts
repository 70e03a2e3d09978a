/** One execution environment of a function: a process and the Runtime API it gets its invocations from. */
import { randomBytes, randomUUID } from "node:crypto";
import { startFunctionProcess } from "./function-process.ts";
import type { FunctionConfiguration, InvocationError, InvocationResult } from "./invocation.ts";
import { startRuntimeApi } from "./runtime-api.ts";
import { runtimeVariables } from "./runtime-variables.ts";

/** An environment; once it is not `usable` any more, `kill` frees what it holds and another one must be started. */
export interface ExecutionEnvironment {
  /** False after a crash, a failed start or a time-out. */
  usable(): boolean;
  /** Hands one event (JSON text) to the function; the one before must have ended. */
  run(payload: string): Promise<InvocationResult>;
  /** Ends the process: SIGTERM, and SIGKILL after two seconds (AWS guide on the lifecycle's Shutdown phase). */
  stop(): Promise<void>;
  /** Ends the process at once. */
  kill(): Promise<void>;
}

/** How long the Init phase may take (AWS guide "Understanding the Lambda execution environment lifecycle"). */
const initMilliseconds = 10_000;
const graceMilliseconds = 2000;

/** Starts the Runtime API and the process; errors of the start are the result of the first `run`. */
export async function startExecutionEnvironment(
  configuration: FunctionConfiguration,
): Promise<ExecutionEnvironment> {
  const started = Promise.withResolvers<InvocationError | "ready">();
  let running: PromiseWithResolvers<InvocationResult> | undefined;
  let broken = false;

  function fail(error: InvocationError): void {
    broken = true;
    started.resolve(error);
    running?.resolve(error);
  }

  const api = await startRuntimeApi({
    onReady: () => started.resolve("ready"),
    onLost: () => {
      broken = true;
    },
    onInitError: fail,
    onOutcome: (result) => running?.resolve(result),
  });
  const limit = configuration.initMilliseconds ?? initMilliseconds;
  const initTimer = setTimeout(() => fail(initTimedOut(limit)), limit);
  const process = startFunctionProcess({
    command: configuration.command,
    folder: configuration.taskRoot,
    environment: runtimeVariables(configuration, api.address),
    onLog: configuration.onLog,
    onEnd: fail,
  });
  started.promise.then(() => clearTimeout(initTimer));

  async function end(grace: number): Promise<void> {
    broken = true;
    await process.stop(grace);
    await api.close();
  }

  return {
    usable: () => !broken,
    async run(payload) {
      const start = await started.promise;
      if (start !== "ready") return start;
      running = Promise.withResolvers<InvocationResult>();
      if (broken) return ended;
      const timer = setTimeout(() => {
        broken = true;
        running?.resolve({ kind: "timed-out" });
      }, configuration.timeoutMilliseconds);
      api.deliver({
        payload,
        requestId: randomUUID(),
        deadline: Date.now() + configuration.timeoutMilliseconds,
        functionArn: configuration.arn,
        traceId: traceId(),
      });
      const result = await running.promise;
      clearTimeout(timer);
      running = undefined;
      return result;
    },
    stop: () => end(graceMilliseconds),
    kill: () => end(0),
  };
}

/** A trace header as AWS X-Ray's developer guide ("Tracing header") writes it, not sampled. */
function traceId(): string {
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  const [root, parent] = [randomBytes(12).toString("hex"), randomBytes(8).toString("hex")];
  return `Root=1-${seconds}-${root};Parent=${parent};Sampled=0`;
}

function initTimedOut(limit: number): InvocationError {
  return {
    kind: "error",
    errorType: "Sandbox.Timedout",
    errorMessage: `The runtime did not ask for its first invocation within ${limit / 1000} seconds`,
  };
}

const ended: InvocationError = {
  kind: "error",
  errorType: "Runtime.ExitError",
  errorMessage: "The runtime ended before it was given the invocation",
};
