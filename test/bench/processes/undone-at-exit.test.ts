/** What a benchmark leaves behind is undone, however it ends. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { temporaryFolder } from "#test/infra/temporary-folder";
import { undoneAtExit } from "./undone-at-exit.ts";

/** A process that has left two files behind, the second one of which must be removed first, and goes on or ends. */
async function leaving(ending: string, signal?: NodeJS.Signals): Promise<readonly boolean[]> {
  const folder = temporaryFolder();
  const [outer, inner] = [path.join(folder, "outer"), path.join(folder, "outer", "inner")];
  const code = `
    import { mkdirSync, rmdirSync } from "node:fs";
    import { undoneAtExit } from ${JSON.stringify(path.join(import.meta.dirname, "undone-at-exit.ts"))};
    mkdirSync(${JSON.stringify(outer)});
    undoneAtExit(() => rmdirSync(${JSON.stringify(outer)}));
    mkdirSync(${JSON.stringify(inner)});
    undoneAtExit(() => rmdirSync(${JSON.stringify(inner)}));
    process.stdout.write("left");
    ${ending}`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  await once(child.stdout, "data");
  if (signal !== undefined) child.kill(signal);
  await once(child, "exit");
  return [existsSync(outer), existsSync(inner)];
}

const goesOn = "setInterval(() => undefined, 1000);";

test("at the end of the process", async () => assert.deepEqual(await leaving(""), [false, false]));
test("when it is interrupted", async () => assert.deepEqual(await leaving(goesOn, "SIGINT"), [false, false]));
test("when it is ended", async () => assert.deepEqual(await leaving(goesOn, "SIGTERM"), [false, false]));
test("when it fails", async () =>
  assert.deepEqual(await leaving('throw new Error("this is the test\'s")'), [false, false]));

test("at once when asked to, and not a second time", () => {
  const file = path.join(temporaryFolder(), "file");
  let times = 0;
  const undo = undoneAtExit(() => {
    times += 1;
    writeFileSync(file, "undone");
  });
  assert.equal(existsSync(file), false);
  undo();
  undo();
  assert.equal(existsSync(file), true);
  assert.equal(times, 1);
});
