/** 100,000 hostile tokens leave the heap where it was, and the issuer in peace. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { type LoopbackServer, startLoopbackServer } from "#local/loopback/loopback-server";
import type { Flood, FloodReport } from "./flood.ts";
import { flooded, noiseBytes, rounded } from "./flooded.ts";

const known = { issuer: "https://login.example.org", kid: "k1", audience: "geo", prefix: "opq_" };
const { publicKey, privateKey } = await generateKeyPair("RS256");

let server: LoopbackServer;
before(async () => {
  const keys = [{ ...(await exportJWK(publicKey)), kid: known.kid, alg: "RS256", use: "sig" }];
  server = await startLoopbackServer(async (_, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ keys }));
  });
});
after(() => server.close());

function validToken(_: unknown, index: number): Promise<string> {
  const { issuer: iss, audience: aud, kid } = known;
  return new SignJWT({ iss, aud, sub: `u${index}`, scope: "wells:read", exp: 4_000_000_000 })
    .setProtectedHeader({ alg: "RS256", kid, typ: "at+jwt" })
    .sign(privateKey);
}

async function tokenFlood(how: Pick<Flood, "tokens" | "leak">): Promise<FloodReport> {
  const flood: Flood = {
    ...known,
    ...how,
    jwksUri: `http://127.0.0.1:${server.port}/jwks.json`,
    validTokens: await Promise.all(Array.from({ length: 50 }, validToken)),
  };
  return flooded("flood.ts", flood);
}

describe("100,000 hostile tokens", () => {
  let report: FloodReport;
  before(async () => {
    report = await tokenFlood({ tokens: 100_000, leak: false });
  });

  test("leave the heap where it was, as valid ones do", (t) => {
    const { hostileSlope, validSlope, microseconds } = report;
    t.diagnostic(
      `heap slope: ${rounded(hostileSlope)} bytes a hostile token, ${rounded(validSlope)} a valid one; ` +
        `${rounded(microseconds)} µs a hostile token`,
    );
    assert.ok(Math.abs(validSlope) < noiseBytes, `the measurement is no good: ${validSlope}`);
    assert.ok(hostileSlope < noiseBytes, `${hostileSlope} bytes a token`);
  });

  test("have the key set fetched at most once in each cool-down", (t) => {
    const { fetches, mostFetches } = report;
    t.diagnostic(`${fetches} fetches, of at most ${mostFetches}`);
    assert.ok(fetches > 1 && fetches <= mostFetches, `${fetches} fetches`);
  });

  test("reach every gate and are all refused; the valid token after them is not", (t) => {
    const { recognised, ...refused } = report.answers;
    t.diagnostic(JSON.stringify(refused));
    assert.equal(recognised, 1);
    assert.equal(
      Object.values(refused).reduce((sum, count) => sum + count, 0),
      100_000,
    );
    for (const reason of [
      "token_issuer_unknown",
      "token_key_unknown",
      "token_signature",
      "token_algorithm",
      "token_header_parameter",
      "token_too_long",
      "token_not_jwt",
      "token_encoding",
      "token_inactive",
    ]) {
      assert.ok((refused[reason] ?? 0) > 1000, reason);
    }
  });
});

test("a memory keyed by what tokens say would be found", async (t) => {
  const { hostileSlope } = await tokenFlood({ tokens: 20_000, leak: true });
  t.diagnostic(`heap slope with a planted leak: ${rounded(hostileSlope)} bytes a hostile token`);
  assert.ok(hostileSlope > 4 * noiseBytes, `${hostileSlope} bytes a token`);
});
