/** Runs a part of a benchmark in a process of its own, whose standard output goes nowhere: a log line costs little there. */
import { fork } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { devNull } from "node:os";
import { fileURLToPath } from "node:url";

/**
 * Starts a module as a process, tells it its task, and waits for what it finds.
 * @param module the address of a module that calls `workQuietly`
 * @param environment variables beside this process's own
 * @param flags of Node.js; none, unless they are given
 * @throws Error when it ends without having found anything; why is on standard error
 */
export async function inQuietProcess<Found>(
  module: string,
  task: unknown,
  environment: Readonly<Record<string, string>> = {},
  flags: readonly string[] = [],
): Promise<Found> {
  const nowhere = openSync(devNull, "w");
  try {
    const child = fork(fileURLToPath(module), {
      stdio: ["ignore", nowhere, "inherit", "ipc"],
      execArgv: [...flags],
      serialization: "advanced",
      env: { ...process.env, ...environment },
    });
    let found: { readonly found: Found } | undefined;
    child.once("message", (message) => {
      found = message as { readonly found: Found };
    });
    child.send({ task });
    const { promise: ended, resolve, reject } = Promise.withResolvers<number | null>();
    child.once("error", reject).once("close", resolve);
    const code = await ended;
    if (code !== 0 || found === undefined) throw new Error(`${module} ended with ${code} and found nothing`);
    return found.found;
  } finally {
    closeSync(nowhere);
  }
}

/** The other side: does the task that this process was started for. */
export function workQuietly<Task>(work: (task: Task) => Promise<unknown>): void {
  process.once("message", async ({ task }: { task: Task }) => {
    const found = await work(task);
    process.send?.({ found }, () => process.disconnect());
  });
}
