/**
 * A process of its own (`--expose-gc`) that sends tokens through the real authenticator, and says how its heap grew.
 * It is asked by one JSON object on the command line and answers by one on standard output.
 */
import { fetchKeySet } from "#adapters/tokens/fetch-key-set";
import { jwtVerifier } from "#adapters/tokens/jwt-verifier";
import { bearerTokenAuthenticator } from "#core/authenticate/bearer-token";
import { TokenMemory } from "#core/authenticate/token/token-memory";
import type { JwtVerifier } from "#core/authenticate/token/token-verifier";
import { validSettings } from "#core/settings/read-settings";
import { asked, noHurry } from "#test/core/asked";
import { heapSlope, sendAll } from "./heap-slope.ts";
import { hostileToken, type PublicKnowledge } from "./hostile-tokens.ts";

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

const sendValid = (index: number) => send(flood.validTokens[index % flood.validTokens.length] ?? "");
const sendHostile = (index: number) => send(hostileToken(index, flood));
const warmUp = flood.tokens / 10;

// Code that runs for the first time takes memory too: compiled functions, interned names.
await sendAll(0, warmUp, sendValid);
await sendAll(flood.tokens, flood.tokens + warmUp, sendHostile);
for (let fetch = 0; fetch < firstFetches; fetch++) {
  now += cooldownMilliseconds;
  await send(hostileToken(2, flood));
}
if (fetches < firstFetches) throw new Error(`only ${fetches} fetches came before the flood`);
const validSlope = await heapSlope(flood.tokens, sendValid);
answers.clear();
fetches = 0;
const begin = now;
const start = performance.now();
const hostileSlope = await heapSlope(flood.tokens, sendHostile);
const microseconds = ((performance.now() - start) * 1000) / flood.tokens;
await sendValid(0);
const report: FloodReport = {
  validSlope,
  hostileSlope,
  fetches,
  mostFetches: 1 + (now - begin) / cooldownMilliseconds,
  microseconds,
  answers: Object.fromEntries(answers),
};
process.stdout.write(JSON.stringify(report));
