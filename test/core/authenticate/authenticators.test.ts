/** The three answers of authenticators, alone and in a chain. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { apiKeyAuthenticator } from "#core/authenticate/api-key";
import type { ApiKeyStore } from "#core/authenticate/api-key/api-key-store";
import { type Authenticator, absent, rejected } from "#core/authenticate/authenticator";
import { authenticatorChain } from "#core/authenticate/authenticator-chain";
import { Fault } from "#core/fault";
import { anonymous } from "#core/principal";
import { asked, noHurry } from "../asked.ts";

const key = `key-${crypto.randomUUID()}`;
const store: ApiKeyStore = {
  find: async (presented) =>
    presented === key
      ? { id: "abcdefghijkl", name: "partner", scopes: ["balance"] }
      : { rejected: "api_key_unknown" },
};
const authenticate = apiKeyAuthenticator({ header: "X-API-Key", basic: false }, store);
const withHeader = (...values: string[]) => asked("GET", "/", { "x-api-key": values });

describe("an API key", () => {
  test("that a store knows recognises its principal, without the key", async () => {
    const answer = await authenticate(withHeader(key), noHurry);
    assert.ok(answer.kind === "recognised");
    const { kind, id, keyId, scheme, scopes } = answer.principal;
    assert.deepEqual(
      { kind, id, keyId, scheme, scopes },
      { kind: "api-key", id: "partner", keyId: "abcdefghijkl", scheme: "apiKey", scopes: ["balance"] },
    );
    assert.ok(!JSON.stringify(answer).includes(key));
  });

  test("is one principal for as long as its store knows it by the same object, and none that can change", async () => {
    const scopes = ["balance"];
    let known = { id: "abcdefghijkl", name: "partner", scopes };
    const keys: ApiKeyStore = { find: async () => known };
    const recognise = apiKeyAuthenticator({ header: "X-API-Key", basic: false }, keys);
    const principal = async () => {
      const answer = await recognise(withHeader(key), noHurry);
      assert.ok(answer.kind === "recognised");
      return answer.principal;
    };
    const first = await principal();
    assert.equal(await principal(), first);
    assert.ok([first, first.scopes, first.claims].every(Object.isFrozen));
    scopes.push("write");
    assert.deepEqual((await principal()).scopes, ["balance"]);
    known = { ...known, name: "other" };
    const { id, scopes: ofOther } = await principal();
    assert.deepEqual({ id, ofOther }, { id: "other", ofOther: ["balance", "write"] });
  });

  test("is absent without the header", async () => {
    assert.deepEqual(await authenticate(asked("GET", "/"), noHurry), absent);
  });

  test("that is empty, unknown, trimmed, too long or given twice is rejected", async () => {
    const cases: [string[], string][] = [
      [[""], "api_key_empty"],
      [["other"], "api_key_unknown"],
      [[` ${key}`], "api_key_unknown"],
      [[key.toUpperCase()], "api_key_unknown"],
      [["x".repeat(513)], "api_key_too_long"],
      [[key, "other"], "api_key_doubled"],
    ];
    for (const [values, reason] of cases) {
      assert.deepEqual(await authenticate(withHeader(...values), noHurry), rejected(reason));
    }
  });
});

describe("a chain of authenticators", () => {
  const saysAbsent: Authenticator = async () => absent;
  const saysRejected: Authenticator = async () => rejected("token_expired");
  const recognises =
    (id: string): Authenticator =>
    async () => ({ kind: "recognised", principal: { ...anonymous, kind: "token", id } });
  const run = (chain: Authenticator[], several: "refuse" | "first" = "refuse") =>
    authenticatorChain(chain, several)(asked("GET", "/"), noHurry);

  test("is absent when every credential is absent", async () => {
    assert.deepEqual(await run([saysAbsent, saysAbsent]), absent);
    assert.deepEqual(await run([]), absent);
  });

  test("recognises by whichever credential is there", async () => {
    const answer = await run([saysAbsent, recognises("b")]);
    assert.equal(answer.kind === "recognised" && answer.principal.id, "b");
  });

  test("rejects when one credential is rejected, also beside a valid one", async () => {
    for (const several of ["refuse", "first"] as const) {
      assert.deepEqual(await run([recognises("a"), saysRejected], several), rejected("token_expired"));
      assert.deepEqual(await run([saysRejected, recognises("a")], several), rejected("token_expired"));
    }
  });

  test("refuses two valid credentials unless configured, and then takes the first", async () => {
    const both = [recognises("a"), recognises("b")];
    assert.deepEqual(await run(both), rejected("several_credentials"));
    const first = await run(both, "first");
    assert.equal(first.kind === "recognised" && first.principal.id, "a");
  });

  test("lets a fault through: nobody can say whether the credential is valid", async () => {
    const fails: Authenticator = async () => {
      throw new Fault("jwks_unavailable", "no keys");
    };
    await assert.rejects(run([saysAbsent, fails]), Fault);
  });
});

test("whoever has no credential is one principal, and none that can change", () => {
  assert.ok([anonymous, anonymous.scopes, anonymous.claims].every(Object.isFrozen));
});
