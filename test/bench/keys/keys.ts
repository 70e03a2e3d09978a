/** How long a managed key takes to look up, with 10 to 100,000 keys in the table, and what is kept of them in memory. */
import { startKeptEmulator } from "#test/contracts/managed-keys/kept-emulator";
import type { BenchmarkOptions } from "../benchmarks.ts";
import type { Findings } from "../findings.ts";
import { type Effort, type Measured, measure } from "../measure.ts";
import { type MeasuredRow, time, timesTable } from "../report/times-table.ts";
import { type KeptKeys, memoryTable, storeOver, tableAt } from "./kept-keys.ts";
import { rememberedKeys } from "./remembered-keys.ts";

/** How many keys there are. */
const sizes = [10, 1_000, 100_000] as const;

const inMemory: Effort = { warmUp: 20_000, rounds: 5, operationsPerRound: 20_000 };
const overHttp: Effort = { warmUp: 500, rounds: 5, operationsPerRound: 1_000 };

/** Most keys that are asked for in turn: fewer than an authorizer remembers. */
const mostAsked = 5_000;

/** Look-up times with the table in memory, with the AWS SDK and an emulator, and how much is remembered. */
export async function keysBenchmark({ endpoint, progress }: BenchmarkOptions): Promise<Findings> {
  const lines = [
    `Keys are asked for in turn, ${mostAsked.toLocaleString("en")} different ones at most: the more, the less a processor's caches help.`,
    "",
    "Our part alone: the store, with a map in the place of the table",
    "",
    ...(await lookUpsTable(memoryTable, inMemory, "a map", progress)),
    "",
    ...(await withTable(endpoint, progress)),
    "",
    ...(await rememberedKeys()),
  ];
  return { title: "Managed keys", lines, limits: [] };
}

async function withTable(endpoint: string | undefined, progress: Progress): Promise<readonly string[]> {
  const kept = endpoint === undefined ? await startKeptEmulator() : undefined;
  const at = endpoint ?? kept?.endpoint ?? "";
  try {
    return [
      `With the AWS SDK, and DynamoDB as ${kept === undefined ? at : "dynalite, in this process"}`,
      "",
      ...(await lookUpsTable((size) => tableAt(at, size), overHttp, "the table", progress)),
    ];
  } finally {
    await kept?.close();
  }
}

type Progress = BenchmarkOptions["progress"];

async function lookUpsTable(
  kept: (size: number) => KeptKeys | Promise<KeptKeys>,
  readEffort: Effort,
  source: string,
  progress: Progress,
): Promise<readonly string[]> {
  const rows: MeasuredRow[] = [];
  for (const size of sizes) {
    const began = performance.now();
    const keys = await kept(size);
    const count = size.toLocaleString("en");
    progress(`${count} keys made and put in ${time((performance.now() - began) * 1000)}`);
    rows.push([`${count} keys, remembered`, await lookUps(keys, inMemory, "remembered")]);
    rows.push([`${count} keys, read from ${source}`, await lookUps(keys, readEffort, "read")]);
  }
  return timesTable(rows);
}

/**
 * Looks keys up in turn.
 * @param how `remembered`: each was read a moment ago; `read`: each is too old, so that its record is read anew
 */
async function lookUps(kept: KeptKeys, effort: Effort, how: "remembered" | "read"): Promise<Measured> {
  let ahead = 0;
  const store = storeOver(kept.table, () => Date.now() + ahead);
  const asked = Math.min(kept.keys.length, mostAsked);
  // With a stride, so that what is asked for lies everywhere in the table.
  const stride = Math.floor(kept.keys.length / asked);
  const find = async (call: number) => {
    const found = await store.find(kept.keys[(call % asked) * stride] ?? "");
    if ("rejected" in found) throw new Error(`a key of the benchmark is refused: ${found.rejected}`);
  };
  if (how === "read") {
    return measure(effort, (call) => {
      ahead += store.refreshMilliseconds;
      return find(call);
    });
  }
  for (let call = 0; call < asked; call += 1) await find(call);
  return measure(effort, find);
}
