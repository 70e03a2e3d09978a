/** Lines on standard output: each as it was told, whatever was written before it. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";
import { test } from "node:test";

const root = path.join(import.meta.dirname, "../..");

/** What a process writes to standard output that is told these lines, one after the other. */
function written(lines: readonly string[]): string {
  const program = `import { readFileSync } from "node:fs";
    import { writeText } from "#adapters/log-line";
    for (const line of JSON.parse(readFileSync(0, "utf8"))) writeText(line);`;
  const { stdout, status } = spawnSync(process.execPath, ["--input-type=module", "--eval", program], {
    cwd: root,
    input: JSON.stringify(lines),
    encoding: "utf8",
  });
  assert.equal(status, 0);
  return stdout;
}

test("lines of every length come whole, with nothing of the one before", () => {
  const lengths = [0, 1, 40, 1363, 1364, 1365, 1366, 4095, 4096, 4097, 12_000, 3];
  const lines = ["a", "\u00e9", "\u20ac", "\ud83d\ude00"].flatMap((character) =>
    lengths.map((length) => JSON.stringify({ text: character.repeat(length) })),
  );
  assert.equal(written(lines), lines.map((line) => `${line}\n`).join(""));
});
