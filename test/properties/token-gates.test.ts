/** Any JSON for a token's header and claims is judged without throwing, and accepted only when it has all that it must. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { bearerTokenAuthenticator } from "#core/authenticate/bearer-token";
import { TokenMemory } from "#core/authenticate/token/token-memory";
import type { TokenVerifiers } from "#core/authenticate/token/token-verifier";
import { asked, noHurry } from "#test/core/asked";
import { issuerAddress, tokensOf } from "#test/core/authenticate/token/issuer-of";
import { holdsFor, runsOf } from "./seeded.ts";

const settings = tokensOf({ clientIds: ["portal"], requiredClaims: { tenant: true } });

/** Finds every signature valid, so that nothing but the gates stands in a token's way. */
const trusting: TokenVerifiers = {
  jwt: {
    async verify({ text }) {
      const claims = JSON.parse(Buffer.from(text.split(".")[1] ?? "", "base64url").toString());
      return { claims, rememberUntil: 0, current: () => true };
    },
  },
  opaque: { verify: () => Promise.reject(new Error("nobody is asked")) },
};
const authenticate = bearerTokenAuthenticator(settings, trusting, new TokenMemory(() => 0));
const answerTo = (token: string) =>
  authenticate(asked("GET", "/", { authorization: `Bearer ${token}` }), noHurry);

/** Mostly one of these values, now and then anything. */
const mostly = (...values: unknown[]) =>
  fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...values) }, { weight: 1, arbitrary: fc.jsonValue() });
/** Rarely there, and then anything. */
const rarely = fc.oneof(
  { weight: 12, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.oneof(fc.jsonValue(), fc.constantFrom("access", "Bearer", "ID", "n")) },
);
const nested = fc
  .integer({ min: 0, max: 40 })
  .map((depth) => JSON.parse("[".repeat(depth + 1) + "]".repeat(depth + 1)));

const header = fc.record(
  {
    alg: mostly("RS256", "ES256"),
    typ: mostly("JWT", "at+jwt", "application/AT+JWT"),
    kid: mostly("k1"),
    cty: rarely,
    crit: rarely,
    jwk: rarely,
    x5t: fc.jsonValue(),
  },
  { requiredKeys: ["alg"] },
);
const claims = fc.record(
  {
    iss: mostly(issuerAddress),
    aud: mostly("ogc-api", ["other", "ogc-api"]),
    sub: mostly("u1", "Zoë"),
    exp: mostly(4_000_000_000, 1e308),
    client_id: mostly("portal"),
    azp: mostly("portal", "other"),
    tenant: mostly("geo", 7),
    cnf: rarely,
    nonce: rarely,
    token_use: rarely,
    typ: rarely,
    groups: nested,
    constructor: fc.jsonValue(),
  },
  { requiredKeys: ["iss", "aud", "sub", "exp", "tenant"] },
);

type Json = Record<string, unknown>;
const isObject = (json: unknown): json is Json => Object.prototype.toString.call(json) === "[object Object]";
const depthOf = (json: unknown): number =>
  typeof json === "object" && json !== null ? 1 + Math.max(0, ...Object.values(json).map(depthOf)) : 0;
const named = (json: Json, ...names: string[]) =>
  Object.keys(json)
    .filter((name) => names.includes(name))
    .map((name) => json[name]);

/** What docs/tokens.md promises, said once more and in another way. */
function mustBeAccepted(head: unknown, body: unknown): boolean {
  if (!isObject(head) || !isObject(body) || Math.max(depthOf(head), depthOf(body)) > 32) return false;
  if (named(head, "crit", "b64", "jku", "jwk", "x5u", "zip", "cty").length > 0) return false;
  if (head.alg !== "RS256" && head.alg !== "ES256") return false;
  if (
    !named(head, "typ").every((typ) => typeof typ === "string" && /^(application\/)?(at\+)?jwt$/i.test(typ))
  )
    return false;
  if (named(body, "cnf", "nonce", "at_hash", "c_hash", "s_hash").length > 0) return false;
  if (!named(body, "token_use").every((use) => typeof use === "string" && /^access$/i.test(use)))
    return false;
  if (!named(body, "typ").every((typ) => typeof typ === "string" && /^bearer$/i.test(typ))) return false;
  const clients = named(body, "client_id", "azp");
  if (clients.length === 0 || clients.some((client) => client !== "portal")) return false;
  const { iss, aud, sub, exp, tenant } = body;
  const audiences = [aud].flat();
  return (
    iss === issuerAddress &&
    typeof exp === "number" &&
    audiences.includes("ogc-api") &&
    audiences.every((each) => typeof each === "string") &&
    typeof sub === "string" &&
    /^[^\p{C}\p{Zl}\p{Zp}]{1,255}$/u.test(sub) &&
    sub.length <= 255 &&
    ![null, "", false].includes(tenant as null)
  );
}

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

test("any header and any claims are accepted exactly when they have all that they must", async (t) => {
  const outcomes = { recognised: 0, rejected: 0, absent: 0 };
  const any = fc.tuple(
    fc.oneof({ weight: 20, arbitrary: header }, { weight: 1, arbitrary: fc.jsonValue() }),
    fc.oneof({ weight: 20, arbitrary: claims }, { weight: 1, arbitrary: fc.jsonValue() }),
  );
  const property = fc.asyncProperty(any, async (values) => {
    const answer = await answerTo(`${values.map(encoded).join(".")}.c2ln`);
    // As JSON has them: what is undefined is not there.
    const [head, body] = JSON.parse(JSON.stringify(values));
    outcomes[answer.kind]++;
    assert.equal(answer.kind === "recognised", mustBeAccepted(head, body), JSON.stringify(answer));
    if (answer.kind === "rejected") assert.match(answer.reason, /^token_[a-z_]+$/);
  });
  await holdsFor(runsOf(2000), property, t);
  t.diagnostic(`${outcomes.recognised} accepted, ${outcomes.rejected} refused`);
  assert.ok(outcomes.recognised > 20 && outcomes.rejected > 20);
});

test("any text for a token is refused without throwing", async (t) => {
  const part = fc.oneof(
    fc.uint8Array({ maxLength: 60 }).map((octets) => Buffer.from(octets).toString("base64url")),
    fc.json().map((json) => Buffer.from(json).toString("base64url")),
    fc.string(),
  );
  const texts = fc.oneof(
    fc.string(),
    fc.array(part, { maxLength: 5 }).map((parts) => parts.join(".")),
  );
  const property = fc.asyncProperty(texts, async (text) => {
    assert.equal((await answerTo(text)).kind, "rejected");
  });
  await holdsFor(runsOf(2000), property, t);
});
