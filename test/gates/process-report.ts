/** Decides in a process that has nothing but the deployment package, and tells what that loaded. */
import { spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import type { DeployedFunction } from "#test/bench/subject/deployed-function";

/** What a process has loaded since it began to load the package. */
export interface Loaded {
  /** Names of the package's files, each with its size in bytes. */
  readonly files: Readonly<Record<string, number>>;
  /** Public modules of Node.js, those among them that others of them load. */
  readonly builtIns: readonly string[];
  /** What Node.js has in C++ behind its modules, such as `tcp_wrap`. */
  readonly bindings: readonly string[];
}

/** What a process did. */
export interface ProcessReport {
  readonly atStart: Loaded;
  readonly afterwards: Loaded;
  /** What each event was answered with: the policy's effect, or the error's name. */
  readonly effects: readonly string[];
}

/** Reports by descriptor 3, so that it loads nothing itself and does not mix with the function's log. */
const program = `
  const { readFileSync, statSync, writeSync } = require("node:fs");
  const { basename } = require("node:path");
  const isPublic = new Set(require("node:module").builtinModules.filter((name) => !name.startsWith("_")));
  const events = JSON.parse(readFileSync(0, "utf8"));
  const before = new Set(process.moduleLoadList);
  function loaded() {
    const since = process.moduleLoadList.filter((each) => !before.has(each));
    const named = (kind) => since.flatMap((each) => each.startsWith(kind) ? [each.slice(kind.length)] : []);
    return {
      files: Object.fromEntries(Object.keys(require.cache).map((file) => [basename(file), statSync(file).size])),
      builtIns: named("NativeModule ").filter((name) => isPublic.has(name)).sort(),
      bindings: named("Internal Binding ").sort(),
    };
  }
  const { handler } = require(process.env.LAMBDA_TASK_ROOT + "/index.cjs");
  setImmediate(async () => {
    const atStart = loaded();
    const effects = [];
    for (const event of events) {
      effects.push(await handler(event).then(
        ({ policyDocument }) => policyDocument.Statement[0].Effect,
        (error) => error.name + ": " + error.message,
      ));
    }
    writeSync(3, JSON.stringify({ atStart, afterwards: loaded(), effects }));
    process.exit(0);
  });`;

/**
 * Loads a package as Lambda does, and has its handler answer the events one after another.
 * @param more variables beside the package's own
 */
export async function processReport(
  { environment }: Pick<DeployedFunction, "environment">,
  events: readonly unknown[],
  more: Readonly<Record<string, string>> = {},
): Promise<ProcessReport> {
  const child = spawn(process.execPath, ["--eval", program], {
    env: { ...environment, ...more },
    stdio: ["pipe", "ignore", "pipe", "pipe"],
  });
  child.stdin?.end(JSON.stringify(events));
  const output = [child.stdio[3], child.stderr].map((stream) => text(stream as Readable));
  const [report = "", mistakes] = await Promise.all(output);
  if (report === "") throw new Error(`the function's process has ended: ${mistakes}`);
  return JSON.parse(report);
}
