/** A clock by which things grow old that must not be used too long, whatever becomes of the clocks of the machine. */

/**
 * Between any two readings it goes on by what the faster of two clocks says: the one of the day, which may be put back,
 * or the one since the start, which may stand still while a function is frozen. So something may seem older than it is,
 * and never younger, unless the clock of the day is put back while the function is frozen.
 * @param dayTime milliseconds since 1970: `Date.now` outside of tests
 * @param runTime milliseconds, never put back: `performance.now` outside of tests
 * @returns milliseconds since some time, never less than before
 */
export function ageingClock(dayTime: () => number, runTime: () => number): () => number {
  let [day, run, age] = [dayTime(), runTime(), 0];
  return () => {
    const [laterDay, laterRun] = [dayTime(), runTime()];
    age += Math.max(0, laterDay - day, laterRun - run);
    [day, run] = [laterDay, laterRun];
    return age;
  };
}
