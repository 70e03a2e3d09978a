/** What our authorizer adds to a request, beside what fastgeoapi's own gates for tokens add to it. */
import { fileURLToPath } from "node:url";
import { peer as fastgeoapi } from "#test/interop/fastgeoapi/install";
import { startOpa } from "#test/interop/opa/start-opa";
import type { Benchmark } from "../benchmarks.ts";
import { paired } from "../paired.ts";
import { installedForBenchmark } from "../subject/installed-peer.ts";
import { type Asked, startGates } from "./gates.ts";
import { gatesFindings } from "./gates-findings.ts";
import { startGateways } from "./gateways.ts";
import { startInvocations } from "./invocations.ts";
import { ourSettings } from "./our-settings.ts";
import { startBenchmarkProvider } from "./provider.ts";

/** The policy of docs/fastgeoapi.md, which both ask. */
const usersPolicy = fileURLToPath(new URL("../../../docs/fastgeoapi/policy", import.meta.url));

const byHttp = { warmUp: 300, rounds: 80, operationsPerRound: 4 };
const invoked = { warmUp: 300, rounds: 80, operationsPerRound: 40 };

/** Measures F7: gates and gateways by HTTP, interleaved, and then invocations. */
export const fastgeoapiBenchmark: Benchmark = async ({ progress }) => {
  await installedForBenchmark("fastgeoapi", fastgeoapi, progress);
  const closers: (() => Promise<void>)[] = [];
  const running = async <Started extends { close(): Promise<void> }>(start: Promise<Started>) => {
    const started = await start;
    closers.push(started.close);
    return started;
  };
  try {
    const provider = await running(startBenchmarkProvider());
    const opa = await running(startOpa(usersPolicy));
    const settings = ourSettings(provider, opa);
    progress("  starting six fastgeoapis");
    const gates = await running<Asked>(startGates(provider, opa));
    const gateways = await running<Asked>(startGateways(settings, provider));
    progress("  requests by HTTP");
    const requests = await paired([...gates.contestants, ...gateways.contestants], byHttp);
    const calls = invoked.warmUp + invoked.rounds * invoked.operationsPerRound;
    const invocations = await running<Asked>(startInvocations(settings, provider, calls));
    progress("  invocations");
    return gatesFindings(requests, await paired(invocations.contestants, invoked));
  } finally {
    for (const close of closers.reverse()) await close();
  }
};
