/** Asks the routers of a real Python server what they make of requests; nothing is served. */
import { execFile, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import type { Target } from "./targets.ts";

/** What a router names; its parameters under our names, and the action where the server's code tells one. */
export interface Routed {
  readonly endpoint: string;
  readonly collection?: string;
  readonly item?: string;
  readonly process?: string;
  readonly job?: string;
  readonly action?: string;
}

/** A route as the server declares it. */
export interface DeclaredRoute {
  readonly path: string;
  readonly methods: readonly string[];
  readonly parameters: readonly string[];
}

/** An application whose routers are asked. */
export interface Application {
  /** The Python of its virtual environment. */
  readonly python: string;
  readonly framework: "starlette" | "flask";
  /** `module:attribute` */
  readonly name: string;
  readonly environment: Readonly<Record<string, string>>;
}

const script = join(import.meta.dirname, "routed.py");

/** Every route that the application declares. */
export async function declaredRoutes(application: Application): Promise<readonly DeclaredRoute[]> {
  const { python, framework, name, environment } = application;
  const { stdout } = await promisify(execFile)(python, [script, framework, name, "routes"], {
    env: { ...process.env, ...environment },
    maxBuffer: 10_000_000,
  });
  return JSON.parse(stdout.slice(stdout.indexOf("[")));
}

/** How many requests are on their way to the process at once. */
const batchSize = 2000;

/**
 * What the application's routers name for each target, in order.
 * @param take is given each target with what is named, `undefined` where no route takes it
 */
export async function routed(
  application: Application,
  targets: Iterable<Target>,
  take: (target: Target, named: Routed | undefined) => void,
): Promise<void> {
  const { python, framework, name, environment } = application;
  const child = spawn(python, ["-u", script, framework, name, "name"], {
    env: { ...process.env, ...environment },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const send = async (batch: readonly Target[]) => {
    child.stdin.write(
      batch.map(({ method, path, contentType }) => `${method}\t${path}\t${contentType}\n`).join(""),
    );
    for (const target of batch) {
      const { value, done } = await lines.next();
      if (done) throw new Error(`the routers of ${name} ended before they had named everything`);
      take(target, JSON.parse(value) ?? undefined);
    }
  };
  try {
    let batch: Target[] = [];
    for (const target of targets) {
      batch.push(target);
      if (batch.length < batchSize) continue;
      await send(batch);
      batch = [];
    }
    await send(batch);
  } finally {
    child.stdin.end();
    child.kill();
  }
}
