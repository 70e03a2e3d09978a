/**
 * A process of its own (`--expose-gc`) that sends tokens through the real authenticator, and says how its heap grew.
 * It is asked by one JSON object on the command line and answers by one on standard output.
 */
import { setImmediate } from "node:timers/promises";
import { fetchKeySet } from "#adapters/tokens/fetch-key-set";
import { jwtVerifier } from "#adapters/tokens/jwt-verifier";
import { bearerTokenAuthenticator } from "#core/authenticate/bearer-token";
import { TokenMemory } from "#core/authenticate/token/token-memory";
import type { JwtVerifier } from "#core/authenticate/token/token-verifier";
import { validSettings } from "#core/settings/read-settings";
import { asked, noHurry } from "#test/core/asked";
import { hostileToken, type PublicKnowledge } from "./hostile-tokens.ts";
import { slopePerStep } from "./slope.ts";

/** What the process is to do. */
export interface Flood extends PublicKnowledge {
  readonly jwksUri: string;
  readonly validTokens: readonly string[];
  /** How many tokens are sent in each phase; the heap is measured ten times while they are. */
  readonly tokens: number;
  /** Whether to plant the leak that the test has to find: what was verified, by the key ids that tokens name. */
  readonly leak: boolean;
}

/** What became of it. Bytes per token, after collecting garbage. */
export interface FloodReport {
  readonly validSlope: number;
  readonly hostileSlope: number;
  /** How often the key set was fetched during the flood, and how often it may have been at most. */
  readonly fetches: number;
  readonly mostFetches: number;
  /** Time for each hostile token. */
  readonly microseconds: number;
  readonly answers: Readonly<Record<string, number>>;
}

const measurements = 10;
const atOnce = 20;
const cooldownMilliseconds = 10_000;

/** Fetches that take memory for the first time: a connection, and code that is compiled after many calls. */
const firstFetches = 500;

/** A clock that moves on by a millisecond with each token, so that a slow machine measures what a fast one does. */
let now = Date.now();
let fetches = 0;

const flood: Flood = JSON.parse(process.argv[2] ?? "");

function authenticator() {
  const { issuer, jwksUri, audience, prefix, leak } = flood;
  const { tokens } = validSettings({
    version: 1,
    tokens: {
      issuers: [{ issuer, jwksUri, audiences: [audience] }],
      opaque: [
        {
          issuer: "https://opaque.example.org",
          prefix,
          audiences: [audience],
          userInfo: { url: "https://opaque.example.org/user" },
        },
      ],
      jwksCooldownSeconds: cooldownMilliseconds / 1000,
    },
    accessRules: [{ who: "anyone", may: ["read"], on: { api: true } }],
  });
  if (tokens === undefined) throw new Error("the test's settings hold no tokens");
  const clock = () => now;
  const jwt = jwtVerifier(tokens, clock, (issuerOfKeys) => {
    const fetch = fetchKeySet(issuerOfKeys);
    return (timeout) => {
      fetches++;
      return fetch(timeout);
    };
  });
  const opaque = { verify: async () => ({ rejected: "token_inactive" }) };
  return bearerTokenAuthenticator(tokens, { jwt: leak ? leaking(jwt) : jwt, opaque }, new TokenMemory(clock));
}

function leaking(jwt: JwtVerifier): JwtVerifier {
  const seen = new Map<unknown, unknown>();
  return {
    async verify(token, deadline) {
      const verified = await jwt.verify(token, deadline);
      seen.set(token.header.kid, verified);
      return verified;
    },
  };
}

const authenticate = authenticator();
const answers = new Map<string, number>();

async function send(token: string): Promise<void> {
  now++;
  const answer = await authenticate(asked("GET", "/", { authorization: `Bearer ${token}` }), noHurry);
  const said = answer.kind === "rejected" ? answer.reason : answer.kind;
  answers.set(said, (answers.get(said) ?? 0) + 1);
}

async function sendAll(from: number, to: number, token: (index: number) => string): Promise<void> {
  for (let start = from; start < to; start += atOnce) {
    const together = Array.from({ length: Math.min(atOnce, to - start) }, (_, offset) => start + offset);
    await Promise.all(together.map((index) => send(token(index))));
  }
}

async function heapBytes(): Promise<number> {
  await setImmediate();
  for (const _ of [1, 2]) globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Bytes that each token left behind. */
async function slopeOf(token: (index: number) => string): Promise<number> {
  const step = flood.tokens / measurements;
  const samples = [await heapBytes()];
  for (let sample = 0; sample < measurements; sample++) {
    await sendAll(sample * step, (sample + 1) * step, token);
    samples.push(await heapBytes());
  }
  return slopePerStep(samples) / step;
}

const valid = (index: number) => flood.validTokens[index % flood.validTokens.length] ?? "";
const hostile = (index: number) => hostileToken(index, flood);

// Code that runs for the first time takes memory too: compiled functions, interned names.
await sendAll(0, flood.tokens / measurements, valid);
await sendAll(0, flood.tokens / measurements, (index) => hostile(index + flood.tokens));
for (let fetch = 0; fetch < firstFetches; fetch++) {
  now += cooldownMilliseconds;
  await send(hostileToken(2, flood));
}
if (fetches < firstFetches) throw new Error(`only ${fetches} fetches came before the flood`);
const validSlope = await slopeOf(valid);
answers.clear();
fetches = 0;
const begin = now;
const start = performance.now();
const hostileSlope = await slopeOf(hostile);
const microseconds = ((performance.now() - start) * 1000) / flood.tokens;
await send(valid(0));
const report: FloodReport = {
  validSlope,
  hostileSlope,
  fetches,
  mostFetches: 1 + (now - begin) / cooldownMilliseconds,
  microseconds,
  answers: Object.fromEntries(answers),
};
process.stdout.write(JSON.stringify(report));
