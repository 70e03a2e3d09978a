/** Starts a server of a real peer, waits until it answers, and stops it again. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";

export interface ProcessOptions {
  readonly command: string;
  readonly commandArguments: readonly string[];
  /** The folder that it runs in; this process's own by default. */
  readonly folder?: string;
  /** Variables beside those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Whether it gets the variables of this process at all; true by default. */
  readonly inheritEnvironment?: boolean;
  /** An address that answers with `readyStatus` when the server is ready. */
  readonly readyAddress: string;
  /** 200 by default; another one for a server that has nothing to GET. */
  readonly readyStatus?: number;
  /** How long that may take. */
  readonly readyWithinMilliseconds: number;
  /** How long it has to end after SIGTERM, before SIGKILL; 5 s by default. */
  readonly endsWithinMilliseconds?: number;
}

export interface StartedProcess {
  /** What it has written so far to standard output and error (the last 64 KB). */
  output(): string;
  /** Ends it with SIGTERM and waits for its end. */
  close(): Promise<void>;
}

const keptOutput = 64 * 1024;
const pollMilliseconds = 50;

/**
 * Starts a command on a leash: it ends when `close` is called and also when this process dies.
 * @throws Error with the command and its output when it ends before it is ready, or is not ready in time
 */
export async function startProcess(options: ProcessOptions): Promise<StartedProcess> {
  const leash = join(import.meta.dirname, "leash.ts");
  const grace = String(options.endsWithinMilliseconds ?? 5000);
  const child = spawn(process.execPath, [leash, grace, options.command, ...options.commandArguments], {
    env: { ...(options.inheritEnvironment === false ? {} : process.env), ...options.environment },
    stdio: ["pipe", "pipe", "pipe"],
    cwd: options.folder,
  });
  let output = "";
  const keep = (text: string) => {
    output = (output + text).slice(-keptOutput);
  };
  child.stdout.setEncoding("utf8").on("data", keep);
  child.stderr.setEncoding("utf8").on("data", keep);
  let running = true;
  const ended = new Promise<void>((resolve) =>
    child.once("close", () => {
      running = false;
      resolve();
    }),
  );
  const close = async () => {
    child.stdin.end();
    await ended;
  };
  const deadline = performance.now() + options.readyWithinMilliseconds;
  while (!(await answers(options.readyAddress, options.readyStatus ?? 200))) {
    if (!running || performance.now() > deadline) {
      await close();
      const command = [options.command, ...options.commandArguments].join(" ");
      throw new Error(`not ready within ${options.readyWithinMilliseconds} ms: ${command}\n${output}`);
    }
    await after(pollMilliseconds);
  }
  return { output: () => output, close };
}

async function answers(address: string, status: number): Promise<boolean> {
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(5000) });
    await answer.body?.cancel();
    return answer.status === status;
  } catch {
    return false; // Not listening yet.
  }
}
