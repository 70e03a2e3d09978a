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
      [{ who: "anyone", may: ["read"], on: { api: true, processes: [] } }, "on.processes"],
      [{ who: "anyone", may: ["read"], on: { exceptCollections: [] } }, "on"],
      [
        { who: { scope: "a", apiKey: "k", issuer: "https://unknown.example.org" }, may: ["read"], on: {} },
        "who",
      ],
      [
        { who: "anyone", may: ["read"], on: { collections: ["a"], exceptCollections: ["b"] } },
        "on.exceptCollections",
      ],
      [{ who: "anyone", may: ["read"], on: { collections: ["*", "a"] } }, "on.collections"],
      [{ who: { scop: "a" }, may: ["read"], on: { api: true } }, "who.scop"],
      [{ who: { scope: "a b" }, may: ["read"], on: { api: true } }, "who.scope"],
      [{ who: { apiKey: "my partner" }, may: ["read"], on: { api: true } }, "who.apiKey"],
      [{ who: "anyone", may: ["update"], on: { administration: true } }, "on.administration"],
      [{ who: "anyone", may: ["read", "execute"], on: { collections: ["a"] } }, "may"],
      [{ who: "anyone", may: ["read"], on: { mcp: true } }, "on.mcp"],
      [{ who: "anyone", may: ["execute", "delete"], on: { mcp: true } }, "may"],
      [{ who: "anyone", may: ["create"], on: { api: true } }, "on.api"],
      [{ who: { claim: "a", equals: 1, contains: 1 }, may: ["read"], on: { api: true } }, "who.claim"],
    ];
    for (const [rule, setting] of rules) {
      const mistakes = mistakesOf({ ...least, accessRules: [rule] });
      assert.ok(`accessRules[0].${setting}` in mistakes, `${setting}: ${JSON.stringify(mistakes)}`);
    }
  });

  test("a rule that another makes idle is a mistake, and is named as a whole", () => {
    const rule = { who: "signed-in", may: ["read"], on: { api: true } };
    assert.deepEqual(mistakesOf({ ...least, accessRules: [rule, { ...rule, who: "anyone" }] }), {
      "accessRules[0]":
        "is idle: accessRules[1] already grants all of it to everyone it is for; remove it, or narrow that one",
    });
  });

  test("a rule that could never hold makes no other idle, and is named only for that", () => {
    const rule = { who: "anyone", may: ["read"], on: { collections: ["a"] } };
    const mistaken = { ...rule, on: { collections: ["*"], exceptCollections: ["*"] } };
    const mistakes = mistakesOf({ ...least, accessRules: [rule, mistaken, rule] });
    assert.deepEqual(Object.keys(mistakes), ["accessRules[1].on.exceptCollections", "accessRules[2]"]);
  });

  test("styles are managed, and MCP is executed, by rules on them", () => {
    const accessRules = [
      { who: { apiKey: "*" }, may: ["execute"], on: { mcp: true } },
      { who: { apiKey: "editor", scope: "styles" }, may: ["read", "manage"], on: { api: true } },
    ];
    assert.deepEqual(mistakesOf({ ...least, accessRules }), {});
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
