/** The process of an execution environment: started, its lines read, and never left behind. */
import { type ChildProcess, spawn } from "node:child_process";
import type { InvocationError } from "./invocation.ts";
import { forwardLines } from "./log-lines.ts";

/** What a process is started from. */
export interface ProcessOptions {
  readonly command: readonly string[];
  /** The working folder. */
  readonly folder: string;
  /** All of its environment variables. */
  readonly environment: Readonly<Record<string, string>>;
  readonly onLog: (line: string) => void;
  /** Called once, when the process has ended or could not be started. */
  readonly onEnd: (error: InvocationError) => void;
}

/** A started process. */
export interface FunctionProcess {
  /** SIGTERM, and SIGKILL after `graceMilliseconds` (0: at once); resolves when the process has ended. */
  stop(graceMilliseconds: number): Promise<void>;
}

/** How long the last lines of an ended process are waited for: a process of its own may hold the pipes open. */
const lastLinesMilliseconds = 200;

const running = new Set<ChildProcess>();
let leashed = false;

/**
 * Starts a process. If this process ends, it is killed; where this process is killed itself, the runtime client must
 * notice that its Runtime API is gone and end.
 */
export function startFunctionProcess(options: ProcessOptions): FunctionProcess {
  const [program = "", ...programArguments] = options.command;
  const child = spawn(program, programArguments, {
    cwd: options.folder,
    env: options.environment,
    stdio: ["ignore", "pipe", "pipe"],
    windowsHide: true,
  });
  leash(child);
  forwardLines(child.stdout, options.onLog);
  forwardLines(child.stderr, options.onLog);
  const ended = Promise.withResolvers<void>();

  function end(errorType: string, errorMessage: string): void {
    if (!running.delete(child)) return;
    options.onEnd({ kind: "error", errorType, errorMessage });
    ended.resolve();
  }

  child.once("error", (error) => {
    if (child.pid === undefined)
      end("Runtime.InvalidEntrypoint", `Cannot start ${program}: ${error.message}`);
  });
  child.once("exit", (code, signal) => {
    const exited = () => end("Runtime.ExitError", reasonOf(code, signal));
    child.once("close", exited);
    setTimeout(exited, lastLinesMilliseconds).unref();
  });
  return {
    async stop(graceMilliseconds) {
      if (!running.has(child)) return;
      const killing = setTimeout(() => child.kill("SIGKILL"), graceMilliseconds);
      if (graceMilliseconds > 0) child.kill("SIGTERM");
      await ended.promise;
      clearTimeout(killing);
    },
  };
}

function leash(child: ChildProcess): void {
  running.add(child);
  if (leashed) return;
  leashed = true;
  process.once("exit", () => {
    for (const other of running) other.kill("SIGKILL");
  });
}

/** The reason in the words of Lambda's own log. */
function reasonOf(code: number | null, signal: NodeJS.Signals | null): string {
  if (signal !== null) return `Runtime exited with error: signal: ${signal}`;
  if (code === 0) return "Runtime exited without providing a reason";
  return `Runtime exited with error: exit status ${code}`;
}
