/** The one time budget of a decision, of which every call to the outside gets its share. */

/** How much of the budget is left; handed down so that core/ needs no clock of its own. */
export interface Deadline {
  /** Milliseconds left, never below 0. */
  remaining(): number;
}

/**
 * A deadline `milliseconds` from now by the given monotonic clock.
 * @param now milliseconds, monotonic: `performance.now` outside of tests.
 */
export function deadlineAfter(milliseconds: number, now: () => number): Deadline {
  const end = now() + milliseconds;
  return { remaining: () => Math.max(0, end - now()) };
}

/** The share of a single call: its own time-out, or what is left of the whole budget if that is less. */
export function shareOf(deadline: Deadline, milliseconds: number): number {
  return Math.min(milliseconds, deadline.remaining());
}
