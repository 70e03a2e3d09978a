/** Which bearer tokens the authenticator has verified again, and which it knows. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { bearerTokenAuthenticator } from "#core/authenticate/bearer-token";
import { TokenMemory } from "#core/authenticate/token/token-memory";
import type { RejectedToken, VerifiedToken } from "#core/authenticate/token/token-verifier";
import { validSettings } from "#core/settings/read-settings";
import { asked, noHurry } from "../asked.ts";

const issuer = "https://login.example.org/realms/geo";
const introspection = {
  clientSecretArn: "arn:aws:secretsmanager:eu-central-1:123456789012:secret:geo-AbCdEf",
};

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const jwt = (payload: object = {}, signature = "c2ln") => {
  const claims = { iss: issuer, sub: "u1", aud: "ogc-api", exp: 4_000_000_000, ...payload };
  return `${encoded({ alg: "RS256", kid: "k1" })}.${encoded(claims)}.${signature}`;
};

/** An authenticator whose verifiers answer as told, and the number of times they were asked. */
function authenticator(more: { rememberUntil?: number; verdict?: RejectedToken } = {}) {
  const { tokens } = validSettings({
    version: 1,
    tokens: {
      issuers: [{ issuer, jwksUri: `${issuer}/certs`, audiences: ["ogc-api"] }],
      opaque: ["https://a.example.org", "https://b.example.org"].map((url, index) => ({
        issuer: url,
        audiences: ["ogc-api"],
        introspection: { ...introspection, url: `${url}/introspect` },
        ...(index === 1 && { prefix: "b_" }),
      })),
    },
    accessRules: [{ who: "anyone", may: ["read"], on: { api: true } }],
  });
  if (tokens === undefined) throw new Error("the test's settings hold no tokens");
  const state = { verified: 0, keys: 0 };
  const judged = (claims: Record<string, unknown>): VerifiedToken | RejectedToken => {
    const { keys } = state;
    state.verified++;
    return (
      more.verdict ?? {
        claims,
        rememberUntil: more.rememberUntil ?? 2000,
        current: () => state.keys === keys,
      }
    );
  };
  const claimsOf = (text: string) =>
    JSON.parse(Buffer.from(text.split(".")[1] ?? "", "base64url").toString());
  const authenticate = bearerTokenAuthenticator(
    tokens,
    {
      jwt: { verify: async ({ text }) => judged(claimsOf(text)) },
      opaque: { verify: async (text) => judged({ sub: text, aud: "ogc-api" }) },
    },
    new TokenMemory(() => 1000),
  );
  const answer = async (token: string) => {
    const before = state.verified;
    const authentication = await authenticate(
      asked("GET", "/", { authorization: `Bearer ${token}` }),
      noHurry,
    );
    return {
      who: authentication.kind === "recognised" ? authentication.principal.id : authentication.kind,
      verified: state.verified > before,
      said: authentication.kind === "recognised" && authentication.remembered === true,
    };
  };
  return { answer, state };
}

describe("an accepted token that comes again", () => {
  for (const token of [jwt(), "opaque", "b_opaque"]) {
    test(`is known, and said to be: ${token.slice(0, 8)}`, async () => {
      const { answer } = authenticator();
      const { who } = await answer(token);
      assert.deepEqual(await answer(token), { who, verified: false, said: true });
    });

    test(`is verified again where its verification may not be remembered: ${token.slice(0, 8)}`, async () => {
      const { answer } = authenticator({ rememberUntil: 0 });
      const { who } = await answer(token);
      assert.deepEqual(await answer(token), { who, verified: true, said: false });
    });
  }

  test("is verified again once its keys have changed", async () => {
    const { answer, state } = authenticator();
    await answer(jwt());
    state.keys++;
    assert.deepEqual(await answer(jwt()), { who: "u1", verified: true, said: false });
  });
});

describe("a token is always verified", () => {
  test("that differs from a known one by its signature alone", async () => {
    const { answer } = authenticator();
    await answer(jwt());
    assert.equal((await answer(jwt({}, "c2lu"))).verified, true);
  });

  test("that was rejected, by its signature or by its claims", async () => {
    const forged = authenticator({ verdict: { rejected: "token_signature" } });
    const foreign = authenticator();
    for (const [{ answer }, token] of [
      [forged, jwt()],
      [forged, "opaque"],
      [foreign, jwt({ aud: "other" })],
      [foreign, jwt({ nonce: "n" })],
    ] as const) {
      for (const _ of [1, 2]) {
        assert.deepEqual(await answer(token), { who: "rejected", verified: true, said: false });
      }
    }
  });
});
