/** ogrinfo on the protected wells of `startWater`, one feature a page. */
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { DecisionLine } from "#adapters/decision-log";
import type { LocalApi } from "#local/local-api";
import { type ProgramEnd, runProgram } from "./program.ts";

/** Names of features as ogrinfo prints them. */
export const names = (output: string) =>
  [...output.matchAll(/name \(String\) = (.*)/g)].map(([, name]) => name);
const allWells = ["Well 101", "Well 102", "Well 103", "Well 104"];

/** Where the credential stands. */
export interface Given {
  readonly query?: string;
  readonly options?: readonly string[];
}

/** Reads the wells, as far as it gets. */
export const read = (api: LocalApi, { query = "", options = [] }: Given): Promise<ProgramEnd> =>
  runProgram("ogrinfo", [
    ...["-ro", "-al", "-q", `OAPIF:${api.url}${query}`, "wells", "-oo", "PAGE_SIZE=1"],
    ...options,
  ]);

/** Reads all wells, with decisions about each request that this took: all allowed, and nobody anonymous. */
export async function readAll(api: LocalApi, given: Given): Promise<void> {
  const earlier = new Set<DecisionLine>(api.decisions);
  const { code, output, errors } = await read(api, given);
  assert.equal(code, 0, errors);
  assert.deepEqual(names(output), allWells);
  const since = () => api.decisions.filter((each) => !earlier.has(each));
  // The lines come by another way than the answers.
  for (let waited = 0; waited < 2000 && since().length <= allWells.length; waited += 50) await sleep(50);
  assert.ok(since().length > allWells.length, `only ${since().length} requests`);
  for (const { outcome, principalKind } of since()) {
    assert.equal(outcome, "allowed");
    assert.notEqual(principalKind, "anonymous");
  }
}
