#!/usr/bin/env node
/**
 * `npx ogc-api-authorizer`: starts the program under the Node.js 24 that `npm ci` brings along, since the machine's own
 * may be too old to run TypeScript. Plain JavaScript, for Node.js 20 and later.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The binary of the npm package `node`; this process's own where that package is not installed. */
function nodeBinary() {
  try {
    const folder = path.dirname(createRequire(import.meta.url).resolve("node/package.json"));
    const binary = path.join(folder, "bin", process.platform === "win32" ? "node.exe" : "node");
    return existsSync(binary) ? binary : process.execPath;
  } catch {
    return process.execPath;
  }
}

const program = fileURLToPath(new URL("main.ts", import.meta.url));
const child = spawn(nodeBinary(), [program, ...process.argv.slice(2)], { stdio: "inherit" });

// Signals are the child's to act upon; this process ends with it, and as it does.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => child.kill(signal));
}
child.on("error", (error) => {
  process.stderr.write(`Node.js cannot be started (${error.message}): run npm ci\n`);
  process.exitCode = 1;
});
child.on("exit", (code, signal) => {
  if (signal === null) {
    process.exitCode = code ?? 1;
    return;
  }
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
});
