/** Runs a command that ends with the process that started it, however that one ends: `node leash.ts <command> …`. */
import { spawn } from "node:child_process";

/** How long a command has to end by itself after SIGTERM. */
const graceMilliseconds = 5000;

const [command = "", ...commandArguments] = process.argv.slice(2);
const child = spawn(command, commandArguments, { stdio: ["ignore", "inherit", "inherit"] });

function stop(): void {
  child.kill("SIGTERM");
  setTimeout(() => child.kill("SIGKILL"), graceMilliseconds).unref();
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
