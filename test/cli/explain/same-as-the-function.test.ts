/** What `explain` says is what the deployed function does: same outcome, same policy, same reason. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { callerOf } from "#cli/explain/caller/caller";
import type { NamedCaller } from "#cli/explain/caller/named-caller";
import { explainedRequest } from "#cli/explain/explained-request";
import { localConfiguration } from "#cli/explain/local-configuration";
import { placeholderApi } from "#cli/explain/request/request-event";
import type { Settings } from "#core/settings/schema";
import { requestEvent, stageArn } from "#test/core/gateway/event";
import { holdsFor } from "#test/properties/seeded";
import { type BundledAuthorizer, bundledAuthorizer } from "./bundled-authorizer.ts";

/** A caller as `--as` names it, and as the function meets it. */
interface BothCallers {
  readonly named: NamedCaller;
  readonly scopes: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
}

const keyScopes = { partner: [], loader: ["wells:write"] };

let running: BundledAuthorizer;
before(async () => {
  running = await bundledAuthorizer(keyScopes, ({ issuer, jwksUri }) => ({
    version: 1,
    name: "geodata",
    tokens: { issuers: [{ issuer, jwksUri, audiences: ["ogc-api"], accessTokenType: "at+jwt" }] },
    accessRules: [
      { who: "anyone", may: ["read"], on: { api: true, collections: ["*"], exceptCollections: ["wells"] } },
      { who: { apiKey: "partner" }, may: ["read"], on: { collections: ["wells"] } },
      { who: { scope: "wells:write" }, may: ["create", "update", "delete"], on: { collections: ["wells"] } },
      { who: { claim: "groups", contains: "staff" }, may: ["read"], on: { jobs: "all" } },
      { who: "signed-in", may: ["execute"], on: { processes: ["*"] } },
    ],
  }));
});
after(() => running.close());

/** Callers of every kind; claims become a token that the issuer signs. */
async function callers({ issuer, key }: BundledAuthorizer): Promise<readonly BothCallers[]> {
  const ofKeys = Object.entries(keyScopes).map(([id, scopes]) => {
    return { named: { kind: "api-key" as const, id }, scopes, headers: { "X-API-Key": key(id) } };
  });
  const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
  const usual = { iss: issuer.issuer, aud: "ogc-api", sub: "u1", exp: Math.floor(Date.now() / 1000) + 600 };
  const claimed = [
    usual,
    { ...usual, sub: "u2", scope: "wells:write other" },
    { ...usual, sub: "u3", groups: ["staff", "readers"] },
    { ...usual, aud: "another" },
    { ...usual, iss: "https://elsewhere.example.org" },
    { ...usual, sub: "" },
    { ...usual, cnf: { jkt: "x" } },
    { ...usual, exp: usual.exp - 1200 },
    { ...usual, exp: "soon" },
    { ...usual, nbf: usual.exp },
    { ...usual, scope: ["wells:write"] },
    { ...usual, iat: "now" },
    { ...usual, padding: "x".repeat(9000) },
  ].map(async (claims) => {
    return {
      named: { kind: "claims" as const, claims },
      scopes: [],
      headers: bearer(await issuer.token(claims)),
    };
  });
  const tokens = [
    await issuer.token({ scope: "wells:write" }),
    await issuer.token({}, { expiresInSeconds: -600 }),
    await issuer.token({}, { typ: "JWT" }),
    `${await issuer.token()}x`,
  ].map((token) => ({ named: { kind: "token" as const, token }, scopes: [], headers: bearer(token) }));
  const nobody = { named: { kind: "anonymous" as const }, scopes: [], headers: {} };
  return [nobody, ...ofKeys, ...(await Promise.all(claimed)), ...tokens];
}

const word = fc.constantFrom(
  "collections",
  "wells",
  "lakes",
  "items",
  "processes",
  "hello",
  "execution",
  "jobs",
);
const odd = fc.constantFrom(
  "..",
  "%2F",
  "%63",
  "",
  "*",
  "a%2Ab",
  "7",
  "search",
  "api",
  "é",
  "%C3%A9",
  "x".repeat(400),
);
const segment = fc.oneof({ arbitrary: word, weight: 8 }, { arbitrary: odd, weight: 1 });
const sensible = fc.constantFrom(
  "/collections/wells/items",
  "/collections/lakes/items/7",
  "/collections",
  "/processes/hello/execution",
  "/jobs",
  "/",
);
const anyPath = fc.array(segment, { maxLength: 5 }).map((segments) => `/${segments.join("/")}`);
const method = fc.constantFrom("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH");
const headers = fc.constantFrom<Record<string, string>>(
  {},
  {},
  { "Content-Type": "application/geo+json" },
  { "content-type": "application/query-cql-json" },
  { "X-HTTP-Method-Override": "DELETE" },
);

async function explained(
  settings: Settings,
  verb: string,
  target: string,
  more: object,
  caller: BothCallers,
) {
  const request = {
    method: verb,
    target,
    headers: Object.entries<string>({ ...more }),
    sourceIp: "192.0.2.7",
    time: 1_800_000_000_000,
  };
  const { outcome, gateway } = await explainedRequest(
    await localConfiguration(settings),
    request,
    await callerOf(caller.named, settings, { scope: caller.scopes }),
  );
  const { policy: answer, error } = gateway;
  return { outcome: outcome.kind, reason: outcome.reason, remedy: outcome.remedy, answer, error };
}

test("explain and the bundled function agree on 1,000 generated requests", async (t) => {
  const all = await callers(running);
  const path = fc.oneof(sensible, anyPath);
  const seen = new Set<string>();
  const property = fc.asyncProperty(method, path, headers, fc.nat(all.length - 1), async (...generated) => {
    const [verb, target, more, index] = generated;
    const caller = all[index] ?? assert.fail();
    const event = requestEvent(verb, target, { ...more, ...caller.headers });
    const { line, answer, error } = await running.answer(event);
    const { outcome, reason, remedy } = line;
    const did = JSON.parse(
      JSON.stringify({ outcome, reason, remedy, answer, error }).replaceAll(stageArn, `${placeholderApi}/v1`),
    );
    const said = await explained(running.settings, verb, target, more, caller);
    assert.deepEqual(JSON.parse(JSON.stringify(said)), did);
    seen.add(`${outcome} ${caller.named.kind}`);
  });
  await holdsFor(1000, property, t);
  for (const expected of [
    ...["allowed anonymous", "challenged anonymous", "allowed api-key", "forbidden api-key"],
    ...["allowed claims", "forbidden claims", "challenged claims", "allowed token", "challenged token"],
  ]) {
    assert.ok(seen.has(expected), `none of the requests was ${expected}`);
  }
});
