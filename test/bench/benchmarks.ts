/** The benchmarks by the names under which `npm run bench` knows them; each is loaded when it is asked for. */
import type { Findings } from "./findings.ts";

/** What a benchmark is told. */
export interface BenchmarkOptions {
  /** An AWS emulator that runs already, such as ministack at `http://localhost:4566`; absent: the kept ones. */
  readonly endpoint: string | undefined;
  /** The program of another Lambda runtime whose authorizer is measured beside ours; absent: none. */
  readonly otherRuntime: string | undefined;
  /** Takes a line about the progress, which is no part of the report. */
  readonly progress: (line: string) => void;
}

/** Measures; asserts nothing about times, since those are the machine's as much as ours. */
export type Benchmark = (options: BenchmarkOptions) => Promise<Findings>;

interface ListedBenchmark {
  readonly load: () => Promise<Benchmark>;
  /** Left out unless it is asked for by its name, or by `--with`. */
  readonly onlyWhenAsked?: true;
}

/** In the order of the report. */
export const benchmarks: Readonly<Record<string, ListedBenchmark>> = {
  decisions: { load: async () => (await import("./decisions/decisions.ts")).decisionsBenchmark },
  scale: { load: async () => (await import("./scale/scale.ts")).scaleBenchmark },
  remote: { load: async () => (await import("./remote/remote.ts")).remoteBenchmark },
  processes: { load: async () => (await import("./processes/processes.ts")).processesBenchmark },
  "memory-sizes": {
    load: async () => (await import("./memory-sizes/memory-sizes.ts")).memorySizesBenchmark,
  },
  memory: { load: async () => (await import("./memory/memory.ts")).memoryBenchmark },
  fastgeoapi: {
    load: async () => (await import("./fastgeoapi/fastgeoapi.ts")).fastgeoapiBenchmark,
    onlyWhenAsked: true,
  },
  keys: { load: async () => (await import("./keys/keys.ts")).keysBenchmark, onlyWhenAsked: true },
};
