/** How much memory the function has after a hundred thousand decisions, beside a function that does nothing. */
import { mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { bundleFunction } from "#infra/bundle";
import type { BenchmarkOptions } from "../benchmarks.ts";
import type { Findings } from "../findings.ts";
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
const processes = 5;

const names = {
  empty: "an empty handler",
  tokens: "ours, tokens alone",
  all: "ours, tokens and API keys",
} as const;

/** Goal F8, as far as it is about memory. */
export async function memoryBenchmark({ progress }: BenchmarkOptions): Promise<Findings> {
  const folder = await mkdtemp(path.join(tmpdir(), "ogc-api-bench-"));
  const secret = await keptSecret(20);
  // Most tokens are of the algorithm that is signed quickly.
  const [rsa, curve] = [newIssuer("RS256"), newIssuer("ES256", "https://login.example.org/realms/other")];
  const settings = { accessRules, apiKeys: {} };
  const deployed = await deployedFunction(settings, [rsa, curve]);
  try {
    progress("signing tokens");
    await writeTokens(path.join(folder, "tokens"), [rsa, curve, curve], freshTokens(requests));
    await bundleFunction("test/bench/memory/memory-process.ts", folder);
    await writeFile(path.join(folder, "empty.cjs"), emptyHandler);
    const task: MemoryTask = {
      file: path.join(deployed.folder, "index.cjs"),
      freshTokens: path.join(folder, "tokens"),
      known: Array.from({ length: callers }, (_, index) => (index % 2 === 0 ? rsa : curve).token()),
      keys: secret.keys,
      requests,
    };
    const tasks: readonly (readonly [string, MemoryTask])[] = [
      [names.empty, { ...task, file: path.join(folder, "empty.cjs") }],
      [names.tokens, { ...task, keys: [] }],
      [names.all, task],
    ];
    const found = new Map(tasks.map(([name]) => [name, [] as MemoryFound[]]));
    const module = pathToFileURL(path.join(folder, "index.cjs")).href;
    for (let round = 0; round < processes; round += 1) {
      progress(`${requests} requests to each, ${round + 1} of ${processes}`);
      for (const [name, each] of round % 2 === 0 ? tasks : tasks.toReversed()) {
        const environment = { ...deployed.environment, ...secret.environment };
        const measured = await inQuietProcess<MemoryFound>(module, each, environment);
        if (name !== names.empty && measured.wrong > 0)
          throw new Error(`${name}: ${measured.wrong} wrong answers`);
        found.get(name)?.push(measured);
      }
    }
    return findings([...found].map(([name, each]) => [name, medianOf(each)]));
  } finally {
    await Promise.all([deployed.remove(), secret.close(), rm(folder, { recursive: true, force: true })]);
  }
}

function findings(rows: readonly MemoryRow[]): Findings {
  const [empty, tokens, all] = rows;
  if (empty === undefined || tokens === undefined || all === undefined)
    throw new RangeError("a row is missing");
  const limits = [tokens, all].map((row) => memoryLimit(row, empty));
  return { title: "Memory", lines: [...explained, "", ...memoryTable(rows)], limits };
}

const explained: readonly string[] = [
  `Each figure is the median of ${processes} processes, which were asked ${requests.toLocaleString("en")} times under Node.js's own flags: of twenty`,
  `requests six had a token that was not seen before, two an API key, four were refused, and the others had one of ${callers}`,
  "tokens in turn. Where there are no API keys, tokens came in their place; keys need the AWS SDK, which reads the secret.",
  "Resident is what the operating system counts when the last request was answered; the heap is what was in use after a",
  "collection. A process holds all that Node.js itself takes, and a few lines that make the events. MB are 10⁶ bytes.",
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
