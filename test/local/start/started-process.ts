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
        const more = Promise.race([once(child.stdout, "data"), once(child.stderr, "data")]);
        if ((await Promise.race([more, ended.then(() => "ended")])) === "ended" && !text.includes(wanted)) {
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
