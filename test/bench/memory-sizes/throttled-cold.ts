/** Cold starts within the share of a processor that a memory size has. */

import { median } from "../measure.ts";
import type { ProcessContestant } from "../processes/contestants.ts";
import { atMemory } from "../processes/node-command.ts";
import type { OutputDrain } from "../processes/output-drain.ts";
import { startFunction } from "../processes/running-function.ts";
import type { CpuShare } from "./cpu-share.ts";

/** A memory size and its group. */
export interface SharedSize {
  readonly memoryMegabytes: number;
  readonly share: CpuShare;
}

/** From when on a process has no more than its share. */
export type ThrottledFrom = "start" | "first event";

/** Medians; milliseconds. */
export interface ThrottledCold {
  readonly total: number;
  readonly init: number;
}

/**
 * Starts a function at every size, in turn, and in as many rounds.
 * @returns figures in the order of the sizes
 */
export async function throttledCold(
  contestant: ProcessContestant,
  sizes: readonly SharedSize[],
  from: ThrottledFrom,
  rounds: number,
  drain: OutputDrain,
): Promise<readonly ThrottledCold[]> {
  const starts = sizes.map(() => [] as ThrottledCold[]);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, size] of sizes.entries())
      starts[index]?.push(await oneStart(contestant, size, from, round, drain));
  }
  return starts.map((each) => ({
    total: median(each.map(({ total }) => total)),
    init: median(each.map(({ init }) => init)),
  }));
}

async function oneStart(
  { name, configuration, event, answers }: ProcessContestant,
  { memoryMegabytes, share }: SharedSize,
  from: ThrottledFrom,
  call: number,
  drain: OutputDrain,
): Promise<ThrottledCold> {
  const text = event(call);
  const whenStarted = from === "start" ? share.add : undefined;
  const running = await startFunction(atMemory(configuration, memoryMegabytes), drain, whenStarted);
  try {
    const init = (await running.asked) - running.startedAt;
    if (from === "first event") share.add(running.pid);
    const { handedAt, answeredAt, answer } = await running.invoke(text);
    if (!answers.test(answer)) throw new Error(`${name} answered ${answer}`);
    return { init, total: init + answeredAt - handedAt };
  } finally {
    await running.stop();
  }
}
