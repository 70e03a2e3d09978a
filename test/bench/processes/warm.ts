/** Warm invocations: from an event's handing out to its answer's arrival, contestant by contestant in rounds. */
import type { ProcessContestant } from "./contestants.ts";
import { inRound, median } from "./in-turn.ts";
import type { OutputDrain } from "./output-drain.ts";
import { peakMegabytes, processorMicroseconds } from "./process-figures.ts";
import { type RunningFunction, startFunction } from "./running-function.ts";

/** How often each contestant is invoked. */
export interface WarmEffort {
  readonly warmUp: number;
  readonly rounds: number;
  readonly invocationsPerRound: number;
}

/** One contestant's warm invocations; microseconds. */
export interface WarmFigures {
  readonly contestant: ProcessContestant;
  readonly times: number[];
  /** The median of each round. */
  readonly medians: number[];
  /** Processor time of one invocation, of all of the process's threads; absent where the system does not tell. */
  readonly cpu?: number;
  /** MB, at the end. */
  readonly memory?: number;
}

/**
 * Starts every contestant once and invokes each in turn. An event is handed out as soon as the process asks for it.
 * @throws Error where a contestant does not answer, or not as it should
 */
export async function measureWarm(
  contestants: readonly ProcessContestant[],
  { warmUp, rounds, invocationsPerRound }: WarmEffort,
  drain: OutputDrain,
): Promise<readonly WarmFigures[]> {
  const runs: WarmRun[] = [];
  try {
    for (const contestant of contestants)
      runs.push(new WarmRun(contestant, await startFunction(contestant.configuration, drain)));
    for (const run of runs) await run.invoke(warmUp);
    for (let round = 0; round < rounds; round += 1) {
      for (const run of inRound(round, runs)) await run.measure(invocationsPerRound);
    }
    return runs.map((run) => run.figures());
  } finally {
    await Promise.all(runs.map(({ running }) => running.stop()));
  }
}

/** A process that runs, and what was measured of it. */
class WarmRun {
  readonly contestant: ProcessContestant;
  readonly running: RunningFunction;
  readonly #times: number[] = [];
  readonly #medians: number[] = [];
  #calls = 0;
  #cpu: number | undefined = 0;

  constructor(contestant: ProcessContestant, running: RunningFunction) {
    this.contestant = contestant;
    this.running = running;
  }

  async measure(invocations: number): Promise<void> {
    const before = processorMicroseconds(this.running.pid);
    const times = await this.invoke(invocations);
    const after = processorMicroseconds(this.running.pid);
    const known = this.#cpu !== undefined && before !== undefined && after !== undefined;
    this.#cpu = known ? (this.#cpu ?? 0) + after - before : undefined;
    this.#times.push(...times);
    this.#medians.push(median(times));
  }

  async invoke(invocations: number): Promise<readonly number[]> {
    const { name, event, answers } = this.contestant;
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

  figures(): WarmFigures {
    const memory = peakMegabytes(this.running.pid);
    return {
      contestant: this.contestant,
      times: this.#times,
      medians: this.#medians,
      ...(this.#cpu !== undefined && { cpu: this.#cpu / this.#times.length }),
      ...(memory !== undefined && { memory }),
    };
  }
}
