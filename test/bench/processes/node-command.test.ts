/** How a measured function of Node.js is started. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { functionConfiguration } from "./compared-functions.ts";
import { atMemory, nodeCommand } from "./node-command.ts";

test("the heap is bounded as Lambda's start script bounds it", () => {
  const bounds = (megabytes: number) =>
    nodeCommand("client.cjs", megabytes).filter((each) => each.includes("space"));
  assert.deepEqual(bounds(128), ["--max-semi-space-size=6", "--max-old-space-size=116"]);
  assert.deepEqual(bounds(1024), ["--max-semi-space-size=51", "--max-old-space-size=922"]);
});

test("at another memory size, a function keeps everything else", () => {
  const usual = functionConfiguration("ours", "/task", nodeCommand("client.cjs", 512), { A: "b" });
  const small = atMemory(usual, 128);
  assert.deepEqual(small.command, nodeCommand("client.cjs", 128));
  assert.deepEqual({ ...small, command: usual.command }, { ...usual, memoryMegabytes: 128 });
});
