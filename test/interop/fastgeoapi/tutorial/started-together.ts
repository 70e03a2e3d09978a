/** Starts what does not need each other at the same time, and ends all of it, whatever of it started. */

/** What can be ended. */
interface Closable {
  close(): Promise<unknown>;
}

/** What a test file has started, in the order of its start. */
export interface Started {
  /** Waits for all of them, so that none is left behind when another fails. */
  together<All extends readonly Closable[]>(
    starts: {
      readonly [Index in keyof All]: Promise<All[Index]>;
    },
  ): Promise<All>;
  /** Ends everything, the last first. */
  close(): Promise<void>;
}

/** Nothing is started yet. */
export function nothingStarted(): Started {
  const all: Closable[] = [];
  return {
    async together(starts) {
      const ended = await Promise.allSettled(starts);
      for (const each of ended) if (each.status === "fulfilled") all.push(each.value);
      return Promise.all(starts);
    },
    async close() {
      for (const each of all.splice(0).reverse()) await each.close();
    },
  };
}
