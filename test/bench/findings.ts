/** What a benchmark hands over to the report: tables, and how far the goals are met. */

/** The goals of docs/performance.md. */
export type GoalName = "F1" | "F2" | "F3" | "F4" | "F5" | "F6" | "F7" | "F8";

/** One limit of a goal, held against what was measured in the same run. */
export interface JudgedLimit {
  readonly goal: GoalName;
  /** What was measured, such as `token seen before, RS256`. */
  readonly of: string;
  /** Such as `≤ 0.70 × one crypto.verify`. */
  readonly limit: string;
  /** Such as `0.65 ×`. */
  readonly measured: string;
  readonly met: boolean;
}

/** What one benchmark has found. */
export interface Findings {
  readonly title: string;
  /** Markdown below the title: tables, and what has to be known to read them. */
  readonly lines: readonly string[];
  readonly limits: readonly JudgedLimit[];
  /** By memory size, smallest first; what the cost sheet is computed from. */
  readonly memorySizes?: readonly MemorySizeFigures[];
}

/** A figure for each kind of request. */
export interface ByCredential {
  /** An empty handler: what is there without any decision. */
  readonly empty: number;
  /** A token that the process has seen before. */
  readonly seen: number;
  /** A token that it has not seen before. */
  readonly fresh: number;
  readonly key: number;
}

/** What was measured with the share of a processor that Lambda gives to a memory size; all times are milliseconds. */
export interface MemorySizeFigures {
  readonly memoryMegabytes: number;
  /** The share of a processor, of 1. */
  readonly processorShare: number;
  /** The median of a warm invocation, with a pause before each so that the share is there. */
  readonly warmMilliseconds: ByCredential;
  readonly warmP99Milliseconds: ByCredential;
  /** The mean of what Lambda would bill for these: whole milliseconds, each begun one counted. Do not round it up. */
  readonly billedMilliseconds: ByCredential;
  /** The mean where each event comes right after the last answer: the share is used up. */
  readonly busyMilliseconds: ByCredential;
  /** From the start to the first answer with a token: the initialisation with a whole processor, as on Lambda. */
  readonly coldMilliseconds: number;
  /** The same with an API key, for which AWS's client is loaded. */
  readonly coldKeyMilliseconds: number;
  /** With a token, where the initialisation has no more than the share either. */
  readonly coldWithinShareMilliseconds: number;
  /** Until the first event is asked for, with a whole processor. */
  readonly initMilliseconds: number;
  /** The most that a process of ours had resident, of 2^20 bytes; 0 where the system does not tell. */
  readonly peakMemoryMegabytes: number;
}

/**
 * Holds a ratio against its limit.
 * @param than what the ratio is to, for the report
 */
export function ratioLimit(
  goal: GoalName,
  of: string,
  ratio: number,
  most: number,
  than: string,
): JudgedLimit {
  const limit = `≤ ${most} × ${than}`;
  return { goal, of, limit, measured: `${ratio.toFixed(2)} ×`, met: ratio <= most };
}

/** Holds milliseconds against their limit. */
export function millisecondsLimit(
  goal: GoalName,
  of: string,
  milliseconds: number,
  most: number,
  than: string,
): JudgedLimit {
  const limit = `≤ ${most} ms ${than}`;
  return {
    goal,
    of,
    limit,
    measured: `${milliseconds.toFixed(milliseconds < 10 ? 3 : 1)} ms`,
    met: milliseconds <= most,
  };
}
