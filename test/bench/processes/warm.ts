/** Warm invocations: from an event's handing out to its answer's arrival, contestant by contestant in rounds. */

import { inRound } from "../in-turn.ts";
import { median } from "../measure.ts";
import type { ProcessContestant } from "./contestants.ts";
import type { OutputDrain } from "./output-drain.ts";
import { peakMegabytes, processorMicroseconds } from "./process-figures.ts";
import { type RunningFunction, startFunction } from "./running-function.ts";

/** How often each contestant is started, and how often each of its processes is invoked. */
export interface WarmEffort {
  /** One process may be faster than another of the same program, by where its code and its data came to lie. */
  readonly processes: number;
  readonly warmUp: number;
  readonly rounds: number;
  readonly invocationsPerRound: number;
}

/** One contestant's warm invocations; microseconds. */
export interface WarmFigures {
  readonly contestant: ProcessContestant;
  readonly times: number[];
  /** The median of each round of each process. */
  readonly medians: number[];
  /** Processor time of one invocation of each process, of all of its threads; none where the system does not tell. */
  readonly cpu: number[];
  /** MB, at the end of each process. */
  readonly memory: number[];
}

/**
 * Starts every contestant as often as is asked for, all of them side by side, and invokes each in turn. An event is
 * handed out as soon as the process asks for it.
 * @throws Error where a contestant does not answer, or not as it should
 */
export async function measureWarm(
  contestants: readonly ProcessContestant[],
  effort: WarmEffort,
  drain: OutputDrain,
): Promise<readonly WarmFigures[]> {
  const all = contestants.map(
    (contestant): WarmFigures => ({ contestant, times: [], medians: [], cpu: [], memory: [] }),
  );
  for (let process = 0; process < effort.processes; process += 1)
    await measureOnce(inRound(process, all), effort, drain);
  return all;
}

/** One process of each. */
async function measureOnce(
  all: readonly WarmFigures[],
  { warmUp, rounds, invocationsPerRound }: WarmEffort,
  drain: OutputDrain,
): Promise<void> {
  const runs: WarmRun[] = [];
  try {
    for (const figures of all)
      runs.push(new WarmRun(figures, await startFunction(figures.contestant.configuration, drain)));
    for (const run of runs) await run.invoke(warmUp);
    for (let round = 0; round < rounds; round += 1) {
      for (const run of inRound(round, runs)) await run.measure(invocationsPerRound);
    }
    for (const run of runs) run.end(rounds * invocationsPerRound);
  } finally {
    await Promise.all(runs.map(({ running }) => running.stop()));
  }
}

/** A process that runs, and where its figures go. */
class WarmRun {
  readonly #figures: WarmFigures;
  readonly running: RunningFunction;
  #calls = 0;
  /** Not a number where the system does not tell. */
  #cpu = 0;

  constructor(figures: WarmFigures, running: RunningFunction) {
    this.#figures = figures;
    this.running = running;
  }

  async measure(invocations: number): Promise<void> {
    const cpuNow = () => processorMicroseconds(this.running.pid) ?? Number.NaN;
    const before = cpuNow();
    const times = await this.invoke(invocations);
    this.#cpu += cpuNow() - before;
    this.#figures.times.push(...times);
    this.#figures.medians.push(median(times));
  }

  /** Microseconds of each invocation; the events are made before the first one. */
  async invoke(invocations: number): Promise<readonly number[]> {
    const { name, event, answers } = this.#figures.contestant;
    const events = Array.from({ length: invocations }, (_, index) => event(this.#calls + index));
    this.#calls += invocations;
    const times: number[] = [];
    for (const text of events) {
      const { handedAt, answeredAt, answer } = await this.running.invoke(text);
      if (!answers.test(answer)) throw new Error(`${name} answered ${answer}`);
      times.push((answeredAt - handedAt) * 1000);
    }
    return times;
  }

  end(invocations: number): void {
    const memory = peakMegabytes(this.running.pid);
    if (memory !== undefined) this.#figures.memory.push(memory);
    if (!Number.isNaN(this.#cpu)) this.#figures.cpu.push(this.#cpu / invocations);
  }
}
