/** The benchmarks by the names under which `npm run bench` knows them; each is loaded when it is asked for. */

/** What a benchmark is told. */
export interface BenchmarkOptions {
  /** An AWS emulator that runs already, such as ministack at `http://localhost:4566`; absent: the kept ones. */
  readonly endpoint: string | undefined;
  /** Takes the lines of the report. */
  readonly print: (line: string) => void;
}

/** Measures and prints; asserts nothing about times, since those are the machine's as much as ours. */
export type Benchmark = (options: BenchmarkOptions) => Promise<void>;

export const benchmarks: Readonly<Record<string, () => Promise<Benchmark>>> = {
  keys: async () => (await import("./keys/keys.ts")).keysBenchmark,
};
