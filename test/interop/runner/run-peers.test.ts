/** A run of peers made up here: installed once, what did not run counted as failed, and no server left behind. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, describe, test } from "node:test";
import type { Peer } from "./peers.ts";
import { runPeers } from "./run-peers.ts";
import type { TestCounts } from "./test-counts.ts";

const passing = `import { test } from "node:test"; test("passes", () => {});`;
const failing = `import { test } from "node:test"; test("fails", () => { throw new Error("no"); });`;

describe("a run of peers", () => {
  let root = "";
  let lines: string[] = [];
  let installations = 0;

  before(async () => {
    root = await mkdtemp(join(tmpdir(), "run-peers-"));
  });
  beforeEach(async () => {
    await rm(root, { recursive: true, force: true });
    await mkdir(root);
    lines = [];
    installations = 0;
  });
  after(() => rm(root, { recursive: true, force: true }));

  const peer = (changes: Partial<Peer> = {}): Peer => ({
    version: "1.0",
    inCi: true,
    pins: "a==1",
    firstInstallation: "at once",
    install: async (folder) => {
      installations += 1;
      await writeFile(join(folder, "tool"), "tool");
    },
    environment: (folder) => ({ TOOL: join(folder, "tool") }),
    ...changes,
  });

  async function withTests(name: string, files: Record<string, string>): Promise<void> {
    await mkdir(join(root, "tests", name), { recursive: true });
    for (const [file, text] of Object.entries(files)) await writeFile(join(root, "tests", name, file), text);
  }

  const run = (peers: Record<string, Peer>, signal = new AbortController().signal): Promise<TestCounts> =>
    runPeers({
      peers: new Map(Object.entries(peers)),
      testsFolder: join(root, "tests"),
      installFolder: join(root, "peers"),
      print: (line) => lines.push(line),
      signal,
    });

  test("adds up what their tests show", async () => {
    await withTests("one", { "a.test.ts": passing, "b.test.ts": failing });
    await withTests("two", { "a.test.ts": passing });
    assert.deepEqual(await run({ one: peer(), two: peer() }), { passed: 2, failed: 1 });
  });

  test("runs the files of a peer one after the other, or side by side where it says so", async () => {
    const meeting = (own: string, other: string) => `import { existsSync, writeFileSync } from "node:fs";
      import { setTimeout } from "node:timers/promises"; import { test } from "node:test";
      test("meets the other", async () => {
        writeFileSync(new URL("${own}", import.meta.url), "");
        const end = Date.now() + Number(process.env.MEETING_MILLISECONDS);
        while (!existsSync(new URL("${other}", import.meta.url))) {
          if (Date.now() > end) throw new Error("nobody came");
          await setTimeout(20);
        }
      });`;
    for (const [filesAtOnce, milliseconds, counts] of [
      [2, 60_000, { passed: 2, failed: 0 }],
      [undefined, 200, { passed: 1, failed: 1 }],
    ] as const) {
      const name = `at-once-${filesAtOnce}`;
      await withTests(name, { "a.test.ts": meeting("a", "b"), "b.test.ts": meeting("b", "a") });
      const environment = () => ({ MEETING_MILLISECONDS: String(milliseconds) });
      const each = peer({ environment, ...(filesAtOnce !== undefined && { filesAtOnce }) });
      assert.deepEqual(await run({ [name]: each }), counts);
    }
  });

  test("tells the tests where their peer is", async () => {
    await withTests("one", {
      "a.test.ts": `import { readFileSync } from "node:fs"; import { test } from "node:test";
        test("reads", () => { readFileSync(process.env.TOOL); });`,
    });
    assert.deepEqual(await run({ one: peer() }), { passed: 1, failed: 0 });
  });

  test("installs a peer once, and again when what it depends on has changed", async () => {
    await withTests("one", { "a.test.ts": passing });
    await run({ one: peer() });
    await run({ one: peer() });
    assert.equal(installations, 1);
    await run({ one: peer({ pins: "a==2" }) });
    assert.equal(installations, 2);
  });

  test("installs anew, into an empty folder, after an installation that broke off", async () => {
    await withTests("one", { "a.test.ts": passing });
    const broken = peer({
      install: async (folder) => {
        await writeFile(join(folder, "half"), "half");
        throw new Error("no network");
      },
    });
    assert.deepEqual(await run({ one: broken }), { passed: 0, failed: 1 });
    assert.match(lines.join("\n"), /one could not be installed: no network/);
    assert.deepEqual(await run({ one: peer() }), { passed: 1, failed: 0 });
    assert.ok(!existsSync(join(root, "peers", "one-1.0", "half")));
  });

  test("installs the peers that a peer needs once beside it, and tells its tests where those are", async () => {
    const reading = `import { readFileSync } from "node:fs"; import { test } from "node:test";
      test("reads", () => { readFileSync(process.env.TOOL); readFileSync(process.env.ENGINE); });`;
    await withTests("one", { "a.test.ts": reading });
    await withTests("engine", { "a.test.ts": passing });
    const engine = peer({ environment: (folder) => ({ ENGINE: join(folder, "tool") }) });
    const counts = await run({ one: peer({ needs: { engine } }), engine });
    assert.deepEqual([counts, installations], [{ passed: 2, failed: 0 }, 2]);
  });

  test("fails for a peer that needs one which cannot be installed", async () => {
    await withTests("one", { "a.test.ts": passing });
    const install = () => Promise.reject(new Error("no network"));
    const counts = await run({ one: peer({ needs: { engine: peer({ install }) } }) });
    assert.deepEqual(counts, { passed: 0, failed: 1 });
    assert.match(lines.join("\n"), /engine could not be installed: no network/);
  });

  test("shows the command that failed and its last lines, and goes on with the next peer", async () => {
    await withTests("two", { "a.test.ts": passing });
    const broken = peer({
      install: async (_folder, command) => {
        await command(process.execPath, ["-e", "console.log('line one'); process.exit(3)"]);
      },
    });
    assert.deepEqual(await run({ one: broken, two: peer() }), { passed: 1, failed: 1 });
    assert.match(lines.join("\n"), /command failed \(exit 3\): .*-e console\.log.*line one/s);
  });

  test("names a command that is not there", async () => {
    const broken = peer({
      install: async (_folder, command) => {
        await command("no-such-command-anywhere", ["install"]);
      },
    });
    assert.deepEqual(await run({ one: broken }), { passed: 0, failed: 1 });
    assert.match(lines.join("\n"), /ENOENT.*no-such-command-anywhere install/);
  });

  test("fails for a peer without tests", async () => {
    await withTests("empty", {});
    assert.deepEqual(await run({ empty: peer() }), { passed: 0, failed: 1 });
  });

  test("fails for a test file that ends before its tests", async () => {
    await withTests("one", { "a.test.ts": "process.exit(1);" });
    assert.deepEqual(await run({ one: peer() }), { passed: 0, failed: 1 });
  });

  test("that is interrupted counts the peers that it has not reached as failed", async () => {
    await withTests("one", { "a.test.ts": passing });
    assert.deepEqual(await run({ one: peer() }, AbortSignal.abort()), { passed: 0, failed: 1 });
    assert.equal(installations, 0);
  });

  test("that is interrupted leaves no server of a peer running", async () => {
    const started = join(root, "started");
    const helper = JSON.stringify(join(import.meta.dirname, "../process/start-process.ts"));
    const server = `require("node:http").createServer((_, answer) => answer.end()).listen(0, "127.0.0.1", function () {
      require("node:fs").writeFileSync(process.env.STARTED, process.pid + " http://127.0.0.1:" + this.address().port);
    })`;
    await withTests("one", {
      "a.test.ts": `import { spawn } from "node:child_process"; import { test } from "node:test";
        const { startProcess } = await import(${helper});
        test("hangs", () => startProcess({
          command: process.execPath, commandArguments: ["-e", ${JSON.stringify(server)}],
          readyAddress: "http://127.0.0.1:1/", readyWithinMilliseconds: 60_000,
        }));`,
    });
    const interruption = new AbortController();
    const counts = run({ one: peer({ environment: () => ({ STARTED: started }) }) }, interruption.signal);
    const text = await eventually(() => readFile(started, "utf8").then((read) => read || undefined));
    interruption.abort();
    assert.equal((await counts).failed, 1);
    const [pid] = text.split(" ");
    await eventually(async () => (isRunning(Number(pid)) ? undefined : true));
  });
});

/** What `read` resolves to once that is neither undefined nor an error; gives up after 30 s. */
async function eventually<Value>(read: () => Promise<Value | undefined>): Promise<Value> {
  const deadline = performance.now() + 30_000;
  for (;;) {
    const value = await read().catch(() => undefined);
    if (value !== undefined) return value;
    assert.ok(performance.now() < deadline, "it did not come about");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
