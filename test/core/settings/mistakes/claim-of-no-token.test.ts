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

test("an audience may be any where an issuer is known by its clients", () => {
  const byClient = [{ issuer: one, jwksUri: `${one}/jwks`, clientIds: ["portal"] }];
  assert.deepEqual(mistakes({ claim: "aud", equals: "whatever" }, byClient), {});
});
