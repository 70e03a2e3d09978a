/**
 * Runs a command that ends with the process that started it, however that one ends: `node leash.ts <grace> <command> …`;
 * the grace, in milliseconds, is how long the command has to end by itself after SIGTERM.
 */
import { spawn } from "node:child_process";

const [grace = "", command = "", ...commandArguments] = process.argv.slice(2);
const child = spawn(command, commandArguments, { stdio: ["ignore", "inherit", "inherit"] });

function stop(): void {
  child.kill("SIGTERM");
  setTimeout(() => child.kill("SIGKILL"), Number(grace)).unref();
}

// Standard input is a pipe from whoever started this process: it ends when that process closes it or dies.
process.stdin.resume().once("close", stop);
process.once("SIGTERM", stop);
process.once("SIGINT", stop);
child.once("error", (error) => {
  console.error(error.message);
  process.exit(127);
});
child.once("exit", (code) => process.exit(code ?? 1));
