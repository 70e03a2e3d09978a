/** Warm invocations within the share of a processor that a memory size has. */
import { setTimeout as after } from "node:timers/promises";
import { percentileOf } from "../measure.ts";
import type { ProcessContestant } from "../processes/contestants.ts";
import { atMemory } from "../processes/node-command.ts";
import type { OutputDrain } from "../processes/output-drain.ts";
import { peakMegabytes } from "../processes/process-figures.ts";
import { type RunningFunction, startFunction } from "../processes/running-function.ts";
import { periodMicroseconds } from "./cpu-share.ts";
import type { SharedSize } from "./throttled-cold.ts";

/** How often every function is invoked. */
export interface ThrottledEffort {
  /** With a whole processor, so that code is compiled. */
  readonly warmUp: number;
  /** With a pause before each of them. */
  readonly apart: number;
  /** Each right after the last answer. */
  readonly busy: number;
}

/** One function at one size; milliseconds. */
export interface ThrottledWarm {
  readonly p50: number;
  readonly p99: number;
  readonly billed: number;
  readonly busy: number;
  /** MB; 0 where the system does not tell. */
  readonly memory: number;
}

/**
 * Runs every function at every size, all at the same time, and invokes one after the other.
 * @returns figures in the order of the contestants, and of each in the order of the sizes
 */
export async function throttledWarm(
  contestants: readonly ProcessContestant[],
  sizes: readonly SharedSize[],
  { warmUp, apart, busy }: ThrottledEffort,
  drain: OutputDrain,
): Promise<readonly (readonly ThrottledWarm[])[]> {
  const runs: ThrottledRun[] = [];
  try {
    for (const contestant of contestants) {
      for (const { memoryMegabytes } of sizes) {
        const configuration = atMemory(contestant.configuration, memoryMegabytes);
        runs.push(new ThrottledRun(contestant, await startFunction(configuration, drain)));
      }
    }
    for (const run of runs) for (let call = 0; call < warmUp; call += 1) await run.invoke();
    const groups = runs.map((run, index) => ({ run, share: sizes[index % sizes.length]?.share }));
    for (const { run, share } of groups) share?.add(run.running.pid);
    for (let call = 0; call < apart; call += 1) {
      // Two periods give every share back; the rest comes at any moment of a period, as requests do.
      await after((periodMicroseconds / 1000) * (2 + Math.random()));
      for (const run of runs) run.apart.push(await run.invoke());
    }
    for (const run of runs) for (let call = 0; call < busy; call += 1) run.busy.push(await run.invoke());
    const figures = runs.map((run) => run.figures());
    return contestants.map((_, index) => figures.slice(index * sizes.length, (index + 1) * sizes.length));
  } finally {
    await Promise.all(runs.map(({ running }) => running.stop()));
  }
}

/** What Lambda bills for durations: the mean of whole milliseconds, each begun one counted. */
export const billed = (milliseconds: readonly number[]): number => mean(milliseconds.map(Math.ceil));

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

class ThrottledRun {
  readonly contestant: ProcessContestant;
  readonly running: RunningFunction;
  readonly apart: number[] = [];
  readonly busy: number[] = [];
  #calls = 0;

  constructor(contestant: ProcessContestant, running: RunningFunction) {
    this.contestant = contestant;
    this.running = running;
  }

  /** Milliseconds of one invocation. */
  async invoke(): Promise<number> {
    const { name, event, answers } = this.contestant;
    const text = event(this.#calls);
    this.#calls += 1;
    const { handedAt, answeredAt, answer } = await this.running.invoke(text);
    if (!answers.test(answer)) throw new Error(`${name} answered ${answer}`);
    return answeredAt - handedAt;
  }

  figures(): ThrottledWarm {
    return {
      p50: percentileOf(this.apart, 50),
      p99: percentileOf(this.apart, 99),
      billed: billed(this.apart),
      busy: mean(this.busy),
      memory: peakMegabytes(this.running.pid) ?? 0,
    };
  }
}
