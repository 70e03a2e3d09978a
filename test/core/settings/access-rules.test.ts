/** Access rules that would grant nothing, or leave open what they should close, are mistakes. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { least, mistakesOf } from "./mistakes-of.ts";

describe("access rules", () => {
  test("a rule that could never hold is a mistake", () => {
    const rules: [unknown, string][] = [
      [{ who: {}, may: ["read"], on: { api: true } }, "who"],
      [{ who: { issuer: "https://unknown.example.org" }, may: ["read"], on: { api: true } }, "who.issuer"],
      [{ who: { claim: "a" }, may: ["read"], on: { api: true } }, "who.claim"],
      [{ who: { apiKey: "*", equals: 1 }, may: ["read"], on: { api: true } }, "who"],
      [{ who: "anyone", may: ["read"], on: {} }, "on"],
      [{ who: "anyone", may: ["read"], on: { collections: [] } }, "on"],
      [
        { who: "anyone", may: ["read"], on: { collections: ["a"], exceptCollections: ["b"] } },
        "on.exceptCollections",
      ],
      [{ who: "anyone", may: ["read"], on: { collections: ["*", "a"] } }, "on.collections"],
      [{ who: { scop: "a" }, may: ["read"], on: { api: true } }, "who.scop"],
      [{ who: { scope: "a b" }, may: ["read"], on: { api: true } }, "who.scope"],
      [{ who: { apiKey: "my partner" }, may: ["read"], on: { api: true } }, "who.apiKey"],
      [{ who: "anyone", may: ["read"], on: { administration: true } }, "on.administration"],
      [{ who: "anyone", may: ["read", "execute"], on: { collections: ["a"] } }, "may"],
    ];
    for (const [rule, setting] of rules) {
      const mistakes = mistakesOf({ ...least, accessRules: [rule] });
      assert.ok(`accessRules[0].${setting}` in mistakes, `${setting}: ${JSON.stringify(mistakes)}`);
    }
  });

  test("an id that no request can ask for is a mistake: an exception by it would leave open what it should close", () => {
    const ids = [
      "Gewa\u0308sser",
      "my%20wells",
      "wells ",
      "secret/wells",
      "secret*",
      "public-*",
      "a;b",
      "",
      "a\u0000",
    ];
    for (const id of ids) {
      const on = { collections: ["*"], exceptCollections: [id] };
      const mistakes = mistakesOf({ ...least, accessRules: [{ who: "anyone", may: ["read"], on }] });
      assert.ok("accessRules[0].on.exceptCollections[0]" in mistakes, JSON.stringify(id));
    }
    for (const id of ["Gewässer", "my wells", "urn:ogc:a,b", "a(b)'c"]) {
      const on = { collections: [id] };
      assert.deepEqual(mistakesOf({ ...least, accessRules: [{ who: "anyone", may: ["read"], on }] }), {}, id);
    }
  });
});
