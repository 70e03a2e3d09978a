/** How what our authorizer adds is held against what fastgeoapi's gates add. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { PairedTimes } from "../paired.ts";
import { gatesFindings } from "./gates-findings.ts";

/** Milliseconds, the median of every round. */
const lasting = (milliseconds: number): PairedTimes => {
  const p50 = milliseconds * 1000;
  return { p50, p99: p50, cpu: p50, medians: [p50, p50] };
};
const times = (each: Readonly<Record<string, number>>) =>
  new Map(Object.entries(each).map(([name, milliseconds]) => [name, lasting(milliseconds)]));

const requests = times({
  open: 4,
  jwks: 34,
  opa: 9,
  "gateway, empty": 5,
  "gateway, embedded": 5.4,
  "gateway, remote": 6,
});
const invocations = times({
  empty: 1,
  embedded: 1.1,
  "embedded, fresh": 1.2,
  remote: 1.6,
  "remote, fresh": 1.4,
});

test("requests through the gateway are judged as well as invocations, each beyond an authorizer that only allows", () => {
  assert.deepEqual(
    gatesFindings(requests, invocations).limits.map(({ limit, measured, met }) => [limit, measured, met]),
    [
      ["≤ 0.3 ms (1/100 of fastgeoapi's JWKS gate)", "0.400 ms", false],
      ["≤ 0.5 ms (1/10 of fastgeoapi's OPA gate)", "0.400 ms", true],
      ["≤ 0.5 ms (1/10 of fastgeoapi's OPA gate)", "1.000 ms", false],
      ["≤ 0.3 ms (1/100 of fastgeoapi's JWKS gate)", "0.100 ms", true],
      ["≤ 0.3 ms (1/100 of fastgeoapi's JWKS gate)", "0.200 ms", true],
      ["≤ 0.5 ms (1/10 of fastgeoapi's OPA gate)", "0.200 ms", true],
      ["≤ 0.5 ms (1/10 of fastgeoapi's OPA gate)", "0.600 ms", false],
      ["≤ 0.5 ms (1/10 of fastgeoapi's OPA gate)", "0.400 ms", true],
    ],
  );
});

test("what was not measured is no goal that is met", () => {
  assert.throws(() => gatesFindings(requests, new Map()), /nothing was measured/);
});
