/** Decisions with a remote OPA, against the least that they could take: a signature and a bare round trip. */
import { fork } from "node:child_process";
import { openSync } from "node:fs";
import { join } from "node:path";
import { peer as opa } from "#test/interop/opa/install";
import type { Benchmark } from "../benchmarks.ts";
import { type JudgedLimit, ratioLimit } from "../findings.ts";
import { type PairedTimes, pairedRatio } from "../paired.ts";
import { time } from "../report/times-table.ts";
import { installedForBenchmark } from "../subject/installed-peer.ts";
import { startAskedOpa } from "./asked-opa.ts";

const sizes = [10, 1_000, 10_000] as const;

type Times = ReadonlyMap<string, PairedTimes>;

/** Measures F3 at each number of collections. */
export const remoteBenchmark: Benchmark = async ({ progress }) => {
  await installedForBenchmark("opa", opa, progress);
  const found: { readonly collections: number; readonly times: Times }[] = [];
  for (const collections of sizes) {
    progress(`  an OPA with ${collections} collections`);
    found.push({ collections, times: await measuredAt(collections) });
  }
  return {
    title: "A remote OPA",
    lines: [
      `The shipped policy on a real OPA ${opa.version}, by HTTP over 127.0.0.1 (RS256 tokens, their key set beside the function). The floor is one bare \`crypto.verify\` and one round trip of the very bytes that the function sends, written by hand to a kept socket; it knows no time-out, no bound and no header. Decisions were made in a process whose standard output is /dev/null: the decision line that each writes is in the figures.`,
      ...found.flatMap(({ collections, times }) => ["", ...tableOf(collections, times)]),
    ],
    limits: found.flatMap(({ collections, times }) => limitsOf(collections, times)),
  };
};

async function measuredAt(collections: number): Promise<Times> {
  const opaServer = await startAskedOpa(collections);
  try {
    return await measuredInChild([opaServer.url, opaServer.socket]);
  } finally {
    await opaServer.close();
  }
}

function measuredInChild(processArguments: readonly string[]): Promise<Times> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, "measured-process.ts"), processArguments, {
      stdio: ["ignore", openSync("/dev/null", "w"), "inherit", "ipc"],
    });
    child.once("message", (times) => resolve(new Map(times as [string, PairedTimes][])));
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the measured process ended with ${code}`)));
  });
}

const rows = {
  verify: "one `crypto.verify`",
  tcp: "raw round trip, TCP",
  unix: "raw round trip, Unix socket",
  floor: "floor: verify + raw round trip, TCP",
  "floor again": "the same floor again (A/A)",
  seen: "**decision, token seen before**",
  fresh: "**decision, token not seen before**",
} as const;

function tableOf(collections: number, times: Times): readonly string[] {
  const floor = of(times, "floor");
  return [
    `| ${collections.toLocaleString("en")} collections | p50 | p99 | CPU | × floor |`,
    "|---|--:|--:|--:|--:|",
    ...Object.entries(rows).map(([name, title]) => {
      const measured = of(times, name);
      const cells = [measured.p50, measured.p99, measured.cpu].map(time);
      return `| ${[title, ...cells, pairedRatio(measured, floor).toFixed(2)].join(" | ")} |`;
    }),
  ];
}

function limitsOf(collections: number, times: Times): readonly JudgedLimit[] {
  const floor = of(times, "floor");
  return (["seen", "fresh"] as const).flatMap((name) => {
    const measured = of(times, name);
    const what = `remote OPA, token ${name === "seen" ? "seen before" : "not seen before"}, ${collections.toLocaleString("en")} collections`;
    return [
      ratioLimit("F3", `${what}, p50`, pairedRatio(measured, floor), 1.5, "(verify + raw round trip)"),
      ratioLimit("F3", `${what}, p99`, measured.p99 / measured.p50, 3, "its p50"),
    ];
  });
}

function of(times: Times, name: string): PairedTimes {
  const found = times.get(name);
  if (found === undefined) throw new Error(`nothing was measured of ${name}`);
  return found;
}
