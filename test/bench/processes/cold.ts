/** Cold starts: from the start of a process to its first answer, contestant by contestant in rounds. */

import { inRound } from "../in-turn.ts";
import type { ProcessContestant } from "./contestants.ts";
import type { OutputDrain } from "./output-drain.ts";
import { peakMegabytes, processorMicroseconds } from "./process-figures.ts";
import { startFunction } from "./running-function.ts";

/** One contestant's cold starts, a figure for each round; milliseconds. */
export interface ColdFigures {
  readonly contestant: ProcessContestant;
  readonly total: number[];
  /** Until it asked for its first event. */
  readonly init: number[];
  /** From there to its answer. */
  readonly first: number[];
  /** Processor time of all threads up to the first answer; none where the system does not tell. */
  readonly cpu: number[];
  /** MB, after the first answer. */
  readonly memory: number[];
}

/**
 * Starts every contestant once a round. The event waits before the process asks for it.
 * @throws Error where a contestant does not answer, or not as it should
 */
export async function measureCold(
  contestants: readonly ProcessContestant[],
  rounds: number,
  drain: OutputDrain,
): Promise<readonly ColdFigures[]> {
  const figures = contestants.map(
    (contestant): ColdFigures => ({ contestant, total: [], init: [], first: [], cpu: [], memory: [] }),
  );
  // Round −1 fills the caches of the file system and is not counted.
  for (let round = -1; round < rounds; round += 1) {
    for (const each of inRound(round, figures)) {
      const started = await coldStart(each.contestant, round + 1, drain);
      if (round < 0) continue;
      each.total.push(started.total);
      each.init.push(started.init);
      each.first.push(started.total - started.init);
      if (started.cpu !== undefined) each.cpu.push(started.cpu / 1000);
      if (started.memory !== undefined) each.memory.push(started.memory);
    }
  }
  return figures;
}

async function coldStart(
  { name, configuration, event, answers }: ProcessContestant,
  call: number,
  drain: OutputDrain,
) {
  const text = event(call);
  const running = await startFunction(configuration, drain);
  try {
    const { answeredAt, answer } = await running.invoke(text);
    const cpu = processorMicroseconds(running.pid);
    if (!answers.test(answer)) throw new Error(`${name} answered ${answer}`);
    const init = (await running.asked) - running.startedAt;
    return { total: answeredAt - running.startedAt, init, cpu, memory: peakMegabytes(running.pid) };
  } finally {
    await running.stop();
  }
}
