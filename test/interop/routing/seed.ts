/** The seed and the size of generated tests: by environment variables where a run is to be repeated or made longer. */

/** `INTEROP_SEED`, or another one in every run. */
export const seed = Number(process.env.INTEROP_SEED ?? Math.trunc(Math.random() * 2 ** 31));

/** `INTEROP_TARGETS`, or what CI has time for. */
export const targetCount = (inCi: number): number => Number(process.env.INTEROP_TARGETS ?? inCi);
