/** What gates and authorizers add, as a report. */
import { type Findings, type JudgedLimit, millisecondsLimit } from "../findings.ts";
import { pairedDifference } from "../in-turn.ts";
import type { PairedTimes } from "../paired.ts";
import { time } from "../report/times-table.ts";
import { measuredPath } from "./served-request.ts";

type Times = ReadonlyMap<string, PairedTimes>;

const requestRows = [
  ["open", "fastgeoapi under uvicorn, open", "open"],
  ["jwks", "fastgeoapi under uvicorn, its JWKS gate", "open"],
  ["opa", "fastgeoapi under uvicorn, its OPA gate", "open"],
  ["gateway, empty", "gateway, an authorizer that allows everything", "gateway, empty"],
  ["gateway, embedded", "gateway, ours: JWT, embedded policy", "gateway, empty"],
  ["gateway, remote", "gateway, ours: JWT, remote OPA", "gateway, empty"],
] as const;

const invocationRows = [
  ["empty", "an authorizer that allows everything", "empty"],
  ["embedded", "ours: JWT seen before, embedded policy", "empty"],
  ["embedded, fresh", "ours: JWT not seen before, embedded policy", "empty"],
  ["remote", "ours: JWT seen before, remote OPA", "empty"],
  ["remote, fresh", "ours: JWT not seen before, remote OPA", "empty"],
] as const;

/**
 * The findings.
 * @param requests by HTTP, by the names of the rows
 * @param invocations under the Runtime API, by the names of the rows
 */
export function gatesFindings(requests: Times, invocations: Times): Findings {
  return {
    title: "Beside fastgeoapi",
    lines: [
      `\`GET ${measuredPath}\` with an access token over a kept connection. fastgeoapi 0.4 runs under uvicorn three times: open, with its JWKS gate, which fetches the key set for every request, and with its OPA gate, which asks the provider for user information and then OPA. The provider is a server in the measuring process that answers at once. Our authorizer and fastgeoapi's OPA gate ask the same OPA the same policy. What is added is the median of the differences in each round.`,
      "",
      ...table("request by HTTP", requestRows, requests),
      "",
      "Behind the local gateway fastgeoapi runs as a Lambda function, and what our authorizer adds there is the comparison that F7 asks for. The authorizer that allows everything writes a line of the same length to its log and hands on a context, so that what this gateway does with either is in both. Every process has had nothing to do while the other servers were asked, and wakes up for its request: ours has more to wake up. The invocations by themselves, one after the other through a Runtime API on this machine, are without the gateway; beyond the one that allows everything, since the invocation itself is the platform's cost. Both are held against the limits.",
      "",
      ...table("invocation of the authorizer", invocationRows, invocations),
    ],
    limits: limitsOf(requests, invocations),
  };
}

type Rows = readonly (readonly [name: string, title: string, beyond: string])[];

function table(head: string, rows: Rows, times: Times): readonly string[] {
  return [
    `| ${head} | p50 | p99 | added |`,
    "|---|--:|--:|--:|",
    ...rows.map(([name, title, beyond]) => {
      const { p50, p99 } = of(times, name);
      const added = name === beyond ? "" : time(addedTo(of(times, beyond), of(times, name)));
      return `| ${[title, time(p50), time(p99), added].join(" | ")} |`;
    }),
  ];
}

function limitsOf(requests: Times, invocations: Times): readonly JudgedLimit[] {
  const gate = (name: string) => addedTo(of(requests, "open"), of(requests, name));
  const judged = (what: string, added: number, gateName: string, share: number) => {
    const most = Math.round(gate(gateName) / share) / 1000;
    const than = `(1/${share} of fastgeoapi's ${gateName.toUpperCase()} gate)`;
    return millisecondsLimit("F7", `added latency, ${what}`, added / 1000, most, than);
  };
  const atGateway = (name: string) =>
    addedTo(of(requests, "gateway, empty"), of(requests, `gateway, ${name}`));
  const invoked = (name: string) => addedTo(of(invocations, "empty"), of(invocations, name));
  return [
    judged("by HTTP, embedded policy", atGateway("embedded"), "jwks", 100),
    judged("by HTTP, embedded policy", atGateway("embedded"), "opa", 10),
    judged("by HTTP, remote OPA", atGateway("remote"), "opa", 10),
    judged("invocation, JWT seen before, embedded policy", invoked("embedded"), "jwks", 100),
    judged("invocation, JWT not seen before, embedded policy", invoked("embedded, fresh"), "jwks", 100),
    judged("invocation, JWT not seen before, embedded policy", invoked("embedded, fresh"), "opa", 10),
    judged("invocation, JWT seen before, remote OPA", invoked("remote"), "opa", 10),
    judged("invocation, JWT not seen before, remote OPA", invoked("remote, fresh"), "opa", 10),
  ];
}

/** Microseconds: the median of the differences between the medians of the same rounds. */
function addedTo(one: PairedTimes, other: PairedTimes): number {
  return pairedDifference(other.medians, one.medians);
}

function of(times: Times, name: string): PairedTimes {
  const found = times.get(name);
  if (found === undefined) throw new Error(`nothing was measured of ${name}`);
  return found;
}
