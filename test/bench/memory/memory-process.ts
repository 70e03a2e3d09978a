/** A quiet process, bundled: asks one handler many times, and tells how much memory the process has then. */
import { createRequire } from "node:module";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { workQuietly } from "../subject/quiet-process.ts";
import { linesOf } from "./lines-of.ts";
import { type Became, mixedRequest } from "./mixed-requests.ts";

/** What such a process is told. */
export interface MemoryTask {
  /** The file that exports `handler`. */
  readonly file: string;
  /** A file with a token in every line, each to be shown once. */
  readonly freshTokens: string;
  readonly known: readonly string[];
  readonly keys: readonly string[];
  readonly requests: number;
}

/** What it has found, in bytes. */
export interface MemoryFound {
  /** Resident set size after the requests, without any collection asked for. */
  readonly resident: number;
  /** The largest resident set size there was. */
  readonly peak: number;
  /** Of the heap, after a collection. */
  readonly heap: number;
  /** How often what happened to a request must not happen to it; an empty handler allows everything. */
  readonly wrong: number;
}

workQuietly(async ({ file, freshTokens, known, keys, requests }: MemoryTask): Promise<MemoryFound> => {
  const { handler } = createRequire(file)(file);
  const credentials = { known, keys, fresh: linesOf(freshTokens) };
  let wrong = 0;
  for (let request = 0; request < requests; request += 1) {
    const { event, becomes } = mixedRequest(request, credentials);
    if ((await became(handler, event)) !== becomes) wrong += 1;
    // As between two events of Lambda, the process does what it has put off.
    await new Promise(setImmediate);
  }
  const { rss: resident } = process.memoryUsage();
  const peak = process.resourceUsage().maxRSS * 1024;
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  return { resident, peak, heap: process.memoryUsage().heapUsed, wrong };
});

async function became(
  handler: (event: unknown) => Promise<unknown>,
  event: unknown,
): Promise<Became | "failed"> {
  try {
    const answer = (await handler(event)) as {
      readonly policyDocument: { readonly Statement: readonly [{ readonly Effect: string }] };
    };
    return answer.policyDocument.Statement[0].Effect === "Allow" ? "allowed" : "refused";
  } catch (error) {
    return error instanceof Error && error.message === "Unauthorized" ? "challenged" : "failed";
  }
}
