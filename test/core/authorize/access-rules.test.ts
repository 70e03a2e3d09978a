/** The policy data that access rules become. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { policyData } from "#core/authorize/access-rules";
import type { AccessRule } from "#core/settings/access-rules";

const plain = (value: unknown) => JSON.parse(JSON.stringify(value));
const grants = (...rules: AccessRule[]) => plain(policyData(rules).ogcapi.access.grants);

test("no rule is no grant", () => {
  assert.deepEqual(grants(), {});
});

test("a grant stands under its area, id and action", () => {
  const rule: AccessRule = {
    who: { scope: "wells:write" },
    may: ["create", "delete"],
    on: { collections: ["wells"] },
  };
  assert.deepEqual(grants(rule), {
    collections: {
      wells: {
        create: [{ scope: "wells:write", rules: [0] }],
        delete: [{ scope: "wells:write", rules: [0] }],
      },
    },
  });
});

test("who may read anything in a listing may read the listing", () => {
  const rule: AccessRule = {
    who: "anyone",
    may: ["read"],
    on: { collections: ["a", "b"], processes: ["p"] },
  };
  assert.deepEqual(grants(rule).collections_listing, { "*": { read: [{ anyone: true, rules: [0] }] } });
  assert.deepEqual(grants(rule).processes_listing, { "*": { read: [{ anyone: true, rules: [0] }] } });
});

test("who may execute a process may read the listing of processes", () => {
  const rule: AccessRule = { who: { apiKey: "*" }, may: ["execute"], on: { processes: ["p"] } };
  assert.deepEqual(grants(rule).processes_listing, { "*": { read: [{ api_key: "*", rules: [0] }] } });
});

test("no other action than reading opens the listing of collections", () => {
  const rule: AccessRule = { who: "signed-in", may: ["create", "manage"], on: { collections: ["a"] } };
  assert.equal(grants(rule).collections_listing, undefined);
});

test("a rule on every collection reaches across them only without exceptions", () => {
  const all: AccessRule = { who: "signed-in", may: ["read"], on: { collections: ["*"] } };
  const most: AccessRule = {
    who: "anyone",
    may: ["read"],
    on: { collections: ["*"], exceptCollections: ["wells"] },
  };
  assert.deepEqual(grants(all, most).all_collections, { "*": { read: [{ signed_in: true, rules: [0] }] } });
  assert.deepEqual(grants(most).collections["*"], {
    read: [{ anyone: true, except: { wells: true }, rules: [0] }],
  });
});

test("administration, MCP and jobs are in no wildcard", () => {
  const rule: AccessRule = {
    who: "anyone",
    may: ["read", "execute", "manage"],
    on: { collections: ["*"], processes: ["*"], api: true },
  };
  assert.equal(grants(rule).administration, undefined);
  assert.equal(grants(rule).mcp, undefined);
  assert.equal(grants(rule).jobs, undefined);
});

test("the same grant twice stands once, with every rule that gave it", () => {
  const rule: AccessRule = { who: "anyone", may: ["read"], on: { api: true } };
  const other: AccessRule = { who: "signed-in", may: ["read"], on: { api: true } };
  assert.deepEqual(grants(rule, other, rule).api, {
    "*": {
      read: [
        { anyone: true, rules: [0, 2] },
        { signed_in: true, rules: [1] },
      ],
    },
  });
});

test("a rule that opens a listing by more than one action does so once", () => {
  const rule: AccessRule = { who: "anyone", may: ["read", "execute"], on: { processes: ["p"] } };
  assert.deepEqual(grants(rule).processes_listing, { "*": { read: [{ anyone: true, rules: [0] }] } });
});

test("ids that are names of built-in members are ids like any other", () => {
  const ids = ["__proto__", "constructor", "toString"];
  const data = grants({ who: "anyone", may: ["read"], on: { collections: ids } });
  assert.deepEqual(Object.keys(data.collections), ids);
});

test("every condition of a rule comes along", () => {
  const who = { issuer: "https://login.example.org", scope: "s", claim: "groups", contains: "hydrology" };
  assert.deepEqual(grants({ who, may: ["read"], on: { api: true } }).api["*"].read, [{ ...who, rules: [0] }]);
});
