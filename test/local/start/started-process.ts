/** `npm start` as a process of its own, and what it prints. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("../../../local/start.ts", import.meta.url));

/** A started process. */
export interface StartedProcess {
  readonly process: ChildProcess;
  /** Everything printed so far. */
  printed(): string;
  /** Waits until a text has been printed; fails when the process ends before. */
  prints(text: string): Promise<void>;
  /** Sends a signal, if any, and gives the exit code. */
  ends(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts `npm start -- <options>`, with further environment variables. */
export function startProcess(
  options: readonly string[],
  environment: Record<string, string> = {},
): StartedProcess {
  const child = spawn(process.execPath, [script, ...options], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "close");
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (chunk: string) => {
      text += chunk;
    });
  }
  return {
    process: child,
    printed: () => text,
    async prints(wanted) {
      while (!text.includes(wanted)) {
        // What did not come first is no longer waited for, so that no listener stays behind.
        const waiting = new AbortController();
        const more = [child.stdout, child.stderr].map((stream) =>
          once(stream, "data", { signal: waiting.signal }),
        );
        const came = await Promise.race([Promise.any(more), ended.then(() => "ended")]);
        waiting.abort();
        if (came === "ended" && !text.includes(wanted)) {
          throw new Error(`npm start ended without printing ${wanted}:\n${text}`);
        }
      }
    },
    async ends(signal) {
      if (signal !== undefined) child.kill(signal);
      const [code] = await ended;
      return code as number | null;
    },
  };
}
