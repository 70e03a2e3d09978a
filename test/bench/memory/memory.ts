/** How much memory the function has after a hundred thousand decisions, beside a function that does nothing. */
import { mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import * as v from "valibot";
import { decisionSettings } from "#core/settings/operation";
import { bundleFunction } from "#infra/bundle";
import type { BenchmarkOptions } from "../benchmarks.ts";
import type { Findings } from "../findings.ts";
import { inRound } from "../in-turn.ts";
import { heapBounds } from "../processes/node-command.ts";
import { accessRules } from "../subject/access-rules.ts";
import { deployedFunction } from "../subject/deployed-function.ts";
import { keptSecret } from "../subject/kept-secret.ts";
import { inQuietProcess } from "../subject/quiet-process.ts";
import { type BenchmarkIssuer, newIssuer } from "../subject/token-issuer.ts";
import type { MemoryFound, MemoryTask } from "./memory-process.ts";
import { type MemoryRow, medianOf, memoryLimit, memoryTable } from "./memory-table.ts";
import { freshTokens } from "./mixed-requests.ts";

const requests = 100_000;
/** Callers who come again; a function remembers a thousand tokens. */
const callers = 500;
const processes = 3;

/** The default of `decision.memoryMegabytes`, at which the goal is judged. */
const usualMegabytes = v.parse(decisionSettings, {}).memoryMegabytes;
const asDeployed = heapBounds(usualMegabytes);

const subjects = [
  { name: `an empty handler, ${usualMegabytes} MB`, flags: asDeployed, empty: true },
  { name: `ours, ${usualMegabytes} MB`, flags: asDeployed, empty: false },
  { name: "an empty handler, this machine", flags: [], empty: true },
  { name: "ours, this machine", flags: [], empty: false },
] as const;

/** Goal F8, as far as it is about memory. */
export async function memoryBenchmark({ progress }: BenchmarkOptions): Promise<Findings> {
  const folder = await mkdtemp(path.join(tmpdir(), "ogc-api-bench-"));
  const file = (name: string) => path.join(folder, name);
  const secret = await keptSecret(20);
  // Most tokens are of the algorithm that is signed quickly.
  const [rsa, curve] = [newIssuer("RS256"), newIssuer("ES256", "https://login.example.org/realms/other")];
  const deployed = await deployedFunction({ accessRules, apiKeys: {} }, [rsa, curve]);
  try {
    progress("signing tokens");
    await writeTokens(file("tokens"), [rsa, curve, curve], freshTokens(requests));
    await writeFile(file("empty.cjs"), emptyHandler);
    await bundleFunction("test/bench/memory/memory-process.ts", folder);
    const known = Array.from({ length: callers }, (_, index) => (index % 2 === 0 ? rsa : curve).token());
    const task = { freshTokens: file("tokens"), known, keys: secret.keys, requests };
    const environment = { ...deployed.environment, ...secret.environment };
    return findings(
      await measured((empty, flags) => {
        const handler = empty ? file("empty.cjs") : path.join(deployed.folder, "index.cjs");
        const each: MemoryTask = { ...task, file: handler };
        return inQuietProcess(pathToFileURL(file("index.cjs")).href, each, environment, flags);
      }, progress),
    );
  } finally {
    await Promise.all([deployed.remove(), secret.close(), rm(folder, { recursive: true, force: true })]);
  }
}

/** Every subject in its turn, in an order that is reversed each round. */
async function measured(
  inProcess: (empty: boolean, flags: readonly string[]) => Promise<MemoryFound>,
  progress: BenchmarkOptions["progress"],
): Promise<readonly MemoryRow[]> {
  const found = subjects.map((): MemoryFound[] => []);
  for (let round = 0; round < processes; round += 1) {
    progress(`${requests} requests to each, ${round + 1} of ${processes}`);
    for (const [index, { name, flags, empty }] of inRound(round, [...subjects.entries()])) {
      const one = await inProcess(empty, flags);
      if (!empty && one.wrong > 0) throw new Error(`${name}: ${one.wrong} answers were wrong`);
      found[index]?.push(one);
    }
  }
  return subjects.map(({ name }, index) => [name, medianOf(found[index] ?? [])]);
}

function findings(rows: readonly MemoryRow[]): Findings {
  const [emptySmall, oursSmall, empty, ours] = rows;
  if (!emptySmall || !oursSmall || !empty || !ours) throw new RangeError("a row is missing");
  const limits = [memoryLimit(oursSmall, emptySmall), memoryLimit(ours, empty)];
  return { title: "Memory", lines: [...explained, "", ...memoryTable(rows)], limits };
}

const explained: readonly string[] = [
  `Each figure is the median of ${processes} processes, which were asked ${requests.toLocaleString("en")} times: of twenty requests, six had a token`,
  `that was not seen before, two an API key, four were refused, and the others had one of ${callers} tokens in turn.`,
  "Resident is what the operating system counted when the last request was answered; the heap is what was in use after a",
  "collection. The AWS SDK, which reads the keys' secret, is in it, and all that Node.js itself takes. MB are 10⁶ bytes.",
  "",
  `Node.js collects the more seldom the more memory it may take. *${usualMegabytes} MB* is with the bounds that Lambda's start script`,
  `gives the heap of a function of that size (\`${asDeployed.join(" ")}\`), which is how it is deployed;`,
  "*this machine* is without any bound, where objects that live for a while, such as the thousand remembered tokens, make",
  "the heap's youngest part grow to as much as 96 MiB, used or not.",
];

/** Allows everything. */
const emptyHandler = `exports.handler = async ({ methodArn }) => ({
  principalId: "anyone",
  policyDocument: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "execute-api:Invoke", Resource: methodArn }],
  },
});
`;

/** A token in each line, of the issuers in turn. */
async function writeTokens(file: string, issuers: readonly BenchmarkIssuer[], count: number): Promise<void> {
  const written = await open(file, "w");
  for (let index = 0; index < count; index += 1) {
    await written.write(`${issuers[index % issuers.length]?.token()}\n`);
  }
  await written.close();
}
