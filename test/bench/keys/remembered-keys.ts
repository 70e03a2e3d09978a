/** How many of 100,000 keys an authorizer remembers, counted by the reads that it makes, and what they weigh. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { memoryTable, storeOver } from "./kept-keys.ts";

const many = 100_000;
const some = 10_000;

/** Looks up some keys, then the rest, and then the last ones and the first ones again. */
export async function rememberedKeys(): Promise<readonly string[]> {
  const { keys, table, reads } = memoryTable(many);
  const store = storeOver(table, Date.now);
  const readsOf = async (asked: readonly string[]) => {
    const before = reads();
    for (const key of asked) await store.find(key);
    return reads() - before;
  };
  const start = heapMegabytes();
  await readsOf(keys.slice(0, some));
  const afterSome = heapMegabytes();
  await readsOf(keys.slice(some));
  const afterAll = heapMegabytes();
  const last = await readsOf(keys.slice(-some));
  const first = await readsOf(keys.slice(0, some));
  const [manyText, someText, restText] = [many, some, many - some].map((count) => count.toLocaleString("en"));
  return [
    `Memory: of ${manyText} keys that are looked up, the first ${someText} take ${(afterSome - start).toFixed(1)} MB of heap, the other ${restText} take ${(afterAll - afterSome).toFixed(1)} MB more.`,
    `Looked up again, the last ${someText} need ${last} reads, and the first ${someText} need ${first}.`,
  ];
}

/** What is in use after a collection. */
function heapMegabytes(): number {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  collect();
  collect();
  return process.memoryUsage().heapUsed / 1e6;
}
