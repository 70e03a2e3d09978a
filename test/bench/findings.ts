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
