/** What is asked of a function whose memory is measured, and how its memory is told and judged. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { linesOf } from "./lines-of.ts";
import { medianOf, memoryLimit, memoryTable } from "./memory-table.ts";
import { freshTokens, mixedRequest } from "./mixed-requests.ts";

/** What a hundred requests become, and how many tokens are shown for the first time. */
function mix() {
  let shown = 0;
  const fresh = () => `fresh-${shown++}`;
  const requests = Array.from({ length: 100 }, (_, number) =>
    mixedRequest(number, { known: ["known-0", "known-1", "known-2"], fresh, keys: ["key-0"] }),
  );
  const became = (what: string) => requests.filter(({ becomes }) => becomes === what).length;
  return { shown, became: ["allowed", "refused", "challenged"].map(became) };
}

test("of a hundred requests thirty have a new token, and each sort of refusal has its share", () => {
  const { shown, became } = mix();
  assert.equal(shown, freshTokens(100));
  assert.deepEqual(became, [80, 10, 10]);
});

test("a file is read line by line, also where a line does not fit into what is read at once", (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), "lines-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, "tokens");
  const lines = ["a", "b".repeat(100_000), "c".repeat(65_536), "d"];
  writeFileSync(file, lines.map((line) => `${line}\n`).join(""));
  const next = linesOf(file);
  assert.deepEqual([next(), next(), next(), next()], lines);
  assert.throws(next, RangeError);
});

test("memory is told in megabytes, and the median of processes counts", () => {
  const found = [3e6, 1e6, 2.04e6].map((resident) => ({ resident, peak: 2 * resident, heap: 1e6 }));
  assert.deepEqual(memoryTable([["ours", medianOf(found)]]), [
    "|      | resident | at most |   heap |",
    "| ---- | -------: | ------: | -----: |",
    "| ours |   2.0 MB |  4.1 MB | 1.0 MB |",
  ]);
});

test("a function may have a fifth more than an empty one, and 25 MB", () => {
  const having = (resident: number) => ({ resident, peak: 0, heap: 0 });
  const judged = (resident: number) => memoryLimit(["ours", having(resident)], ["empty", having(50e6)]);
  assert.deepEqual(judged(85e6), {
    goal: "F8",
    of: "memory, ours",
    limit: "≤ 1.2 × empty + 25.0 MB = 85.0 MB",
    measured: "85.0 MB",
    met: true,
  });
  assert.equal(judged(85.1e6).met, false);
});
