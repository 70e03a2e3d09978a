/** A rule on a claim's value that no accepted token has is a mistake. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { mistakesOf } from "../mistakes-of.ts";

const [one, other] = ["https://one.example.org", "https://other.example.org"];
const issuers = [
  { issuer: one, jwksUri: `${one}/jwks`, audiences: ["geo", "maps"] },
  { issuer: other, jwksUri: `${other}/jwks`, audiences: ["geo"], clientIds: ["portal"] },
];

/** The mistakes of a rule with these conditions. */
function mistakes(who: object, configured: readonly object[] = issuers): Record<string, string> {
  const accessRules = [{ who, may: ["read"], on: { api: true } }];
  return mistakesOf({ version: 1, tokens: { issuers: configured }, accessRules });
}

describe("what no accepted token says is a mistake:", () => {
  const never: [string, object, string][] = [
    ["an issuer that is not configured", { claim: "iss", equals: "https://unknown.example.org" }, "equals"],
    ["another issuer than the rule's", { issuer: one, claim: "iss", equals: other }, "equals"],
    ["a list of issuers", { claim: "iss", contains: one }, "contains"],
    ["a subject that is no text", { claim: "sub", equals: 7 }, "equals"],
    ["an empty subject", { claim: "sub", equals: "" }, "equals"],
    ["a list of subjects", { claim: "sub", contains: "ann" }, "contains"],
    ["an audience that no issuer may name", { claim: "aud", equals: "other" }, "equals"],
    ["an audience of another issuer", { issuer: other, claim: "aud", equals: "maps" }, "equals"],
    ["a client that the issuer may not name", { issuer: other, claim: "client_id", equals: "app" }, "equals"],
  ];
  for (const [says, who, comparison] of never) {
    test(says, () => {
      assert.deepEqual(Object.keys(mistakes(who)), [`accessRules[0].who.${comparison}`]);
    });
  }
});

describe("what some accepted token may say is none:", () => {
  const possible: [string, object][] = [
    ["the issuer", { claim: "iss", equals: other }],
    ["the rule's own issuer", { issuer: one, claim: "iss", equals: one }],
    ["a subject", { claim: "sub", equals: "ann" }],
    ["one of the audiences", { claim: "aud", equals: "maps" }],
    ["another audience in a list", { claim: "aud", contains: "other" }],
    ["a client, where one issuer names none", { claim: "client_id", equals: "app" }],
    ["any other claim", { claim: "department", equals: false }],
  ];
  for (const [says, who] of possible) {
    test(says, () => assert.deepEqual(mistakes(who), {}));
  }
});

describe("a rule on a claim", () => {
  const [issuer] = issuers;
  const rule = { claim: "groups", contains: "hydrology" };
  const opaque = {
    issuer: other,
    audiences: ["geo"],
    policyClaims: ["sub"],
    introspection: {
      clientSecretArn: "arn:aws:secretsmanager:eu-central-1:123456789012:secret:client-AbCdEf",
    },
  };

  test("that `policyClaims` leaves out everywhere is a mistake", () => {
    assert.deepEqual(Object.keys(mistakes(rule, [{ ...issuer, policyClaims: ["sub"] }])), [
      "accessRules[0].who.claim",
    ]);
    assert.deepEqual(mistakes(rule, [{ ...issuer, policyClaims: ["sub", "groups"] }]), {});
  });

  test("that accepted tokens cannot have is a mistake", () => {
    assert.deepEqual(Object.keys(mistakes({ claim: "nonce", equals: "n" })), ["accessRules[0].who.claim"]);
    assert.deepEqual(Object.keys(mistakes({ claim: "cnf", equals: "n" })), ["accessRules[0].who.claim"]);
  });

  test("with another value than the one that is required is a mistake", () => {
    const required = [{ ...issuer, requiredClaims: { tenant: "geo" } }];
    assert.deepEqual(Object.keys(mistakes({ claim: "tenant", equals: "maps" }, required)), [
      "accessRules[0].who.equals",
    ]);
    assert.deepEqual(mistakes({ claim: "tenant", equals: "geo" }, required), {});
  });

  test("that names the client is held against `clientClaims` of the issuer", () => {
    const byCid = [{ ...issuer, clientIds: ["portal"], clientClaims: ["cid"] }];
    assert.deepEqual(Object.keys(mistakes({ claim: "cid", equals: "app" }, byCid)), [
      "accessRules[0].who.equals",
    ]);
    assert.deepEqual(mistakes({ claim: "client_id", equals: "app" }, byCid), {});
  });

  test("may ask a number of a subject that is counted", () => {
    assert.deepEqual(mistakes({ claim: "id", equals: 7 }, [{ ...issuer, subjectClaim: "id" }]), {});
  });

  test("is held against issuers of opaque tokens too", () => {
    const tokens = { issuers: [issuer], opaque: [opaque] };
    const accessRules = [{ who: { issuer: other, ...rule }, may: ["read"], on: { api: true } }];
    assert.deepEqual(Object.keys(mistakesOf({ version: 1, tokens, accessRules })), [
      "accessRules[0].who.claim",
    ]);
    const shown = { ...tokens, opaque: [{ ...opaque, policyClaims: ["groups"] }] };
    assert.deepEqual(mistakesOf({ version: 1, tokens: shown, accessRules }), {});
  });
});

test("an audience may be any where an issuer is known by its clients", () => {
  const byClient = [{ issuer: one, jwksUri: `${one}/jwks`, clientIds: ["portal"] }];
  assert.deepEqual(mistakes({ claim: "aud", equals: "whatever" }, byClient), {});
});
