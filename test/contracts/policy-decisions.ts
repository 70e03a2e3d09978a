/** Access rules, and what the policy that ships decides by them. */
import type { AccessRule } from "#core/settings/access-rules";
import { admin, apiKey, issuer, nobody, token } from "./policy-callers.ts";

export const accessRules: readonly AccessRule[] = [
  { who: "anyone", may: ["read"], on: { api: true, assets: true, collections: ["lakes"] } },
  { who: "signed-in", may: ["read"], on: { collections: ["*"], exceptCollections: ["secret"] } },
  { who: { apiKey: "partner" }, may: ["read", "create"], on: { collections: ["wells"] } },
  { who: { apiKey: "*" }, may: ["execute"], on: { processes: ["buffer"] } },
  { who: { issuer, scope: "lakes:write" }, may: ["update"], on: { collections: ["lakes"] } },
  { who: { issuer, scope: "lakes:edit" }, may: ["update"], on: { collections: ["lakes"] } },
  { who: { claim: "groups", contains: "editors" }, may: ["delete"], on: { collections: ["lakes"] } },
  { who: { claim: "trial", equals: false }, may: ["read"], on: { collections: ["secret"] } },
  {
    who: { issuer, claim: "roles", contains: "admin" },
    may: ["read", "manage"],
    on: { collections: ["*"], administration: true, jobs: "all" },
  },
  {
    who: { issuer, claim: "roles", contains: "admin" },
    may: ["read", "manage"],
    on: { processes: ["*"], exceptProcesses: ["billing"] },
  },
  { who: { apiKey: "assistant" }, may: ["execute"], on: { mcp: true } },
];

/** What is asked of the policy, and its decision. */
export interface DecisionExample {
  readonly says: string;
  readonly input: unknown;
  readonly decision: object;
}

const allow = { allow: true };
const refuse = (reason: string, more: object = {}) => ({ allow: false, reason, ...more });

const example = (says: string, resource: object, principal: object, decision: object): DecisionExample => ({
  says,
  input: { request: { method: "GET", path: "/" }, resource, principal },
  decision,
});

const lakes = (action: string) => ({ type: "items", collection: "lakes", action });

export const decisionExamples: readonly DecisionExample[] = [
  example("anyone reads the landing page", { type: "landing-page", action: "read" }, nobody, allow),
  example("anyone reads an open collection", lakes("read"), nobody, allow),
  example(
    "a closed collection asks for a credential",
    { type: "items", collection: "wells", action: "read" },
    nobody,
    refuse("credential_required"),
  ),
  example(
    "every key reads what is open to all who are signed in",
    { type: "item", collection: "rivers", item: "1", action: "read" },
    apiKey("other"),
    allow,
  ),
  example(
    "an excepted collection is closed to who is merely signed in",
    { type: "collection", collection: "secret", action: "read" },
    apiKey("other"),
    refuse("not_granted"),
  ),
  example(
    "an excepted collection is open by a rule of its own; false is a value",
    { type: "collection", collection: "secret", action: "read" },
    token({ trial: false }),
    allow,
  ),
  example(
    "the named key creates",
    { type: "items", collection: "wells", action: "create" },
    apiKey("partner"),
    allow,
  ),
  example(
    "another key does not create",
    { type: "items", collection: "wells", action: "create" },
    apiKey("other"),
    refuse("not_granted"),
  ),
  example(
    "any key executes",
    { type: "execution", process: "buffer", action: "execute" },
    apiKey("x"),
    allow,
  ),
  example("a token with the scope updates", lakes("update"), token({}, ["openid", "lakes:write"]), allow),
  example(
    "a token without the scope learns the first that would do",
    lakes("update"),
    token({}, ["openid"]),
    refuse("insufficient_scope", { scope: "lakes:edit" }),
  ),
  example(
    "a token of another issuer learns no scope",
    lakes("update"),
    token({}, [], "https://other.example"),
    refuse("not_granted"),
  ),
  example("a claim holds the value", lakes("delete"), token({ groups: ["editors"] }), allow),
  example(
    "a text that holds the value is no list",
    lakes("delete"),
    token({ groups: "editors viewers" }),
    refuse("not_granted"),
  ),
  example(
    "a list of collections is shown to who may read one",
    { type: "collections", action: "read" },
    nobody,
    allow,
  ),
  example(
    "a list of processes is shown to who may execute one",
    { type: "processes", action: "read" },
    apiKey("x"),
    allow,
  ),
  example(
    "all collections at once are read by who may read every one",
    { type: "all-collections", action: "read" },
    admin,
    allow,
  ),
  example(
    "all collections at once are closed to who may not read one",
    { type: "all-collections", action: "read" },
    apiKey("partner"),
    refuse("not_granted"),
  ),
  example("who manages all makes new ones", { type: "collections", action: "manage" }, admin, allow),
  example(
    "who manages all but one does not make new ones",
    { type: "processes", action: "manage" },
    admin,
    refuse("not_granted"),
  ),
  example("jobs are read by their rule", { type: "job", job: "1", action: "read" }, admin, allow),
  example("tile matrix sets are the API's", { type: "tile-matrix-sets", action: "read" }, nobody, allow),
  example("health is the API's", { type: "health", action: "read" }, nobody, allow),
  example("styles are read as the API is", { type: "styles", action: "read" }, nobody, allow),
  example(
    "styles are managed by a rule on the API",
    { type: "styles", action: "manage" },
    admin,
    refuse("not_granted"),
  ),
  example("MCP is in no wildcard", { type: "mcp", action: "execute" }, admin, refuse("not_granted")),
  example("MCP has its rule", { type: "mcp", action: "execute" }, apiKey("assistant"), allow),
  example("administration has its rule", { type: "administration", action: "manage" }, admin, allow),
  example(
    "what nobody knows is refused",
    { type: "unknown", action: "manage" },
    admin,
    refuse("resource_unknown"),
  ),
  example(
    "an id like the wildcard is refused",
    { type: "items", collection: "*", action: "read" },
    admin,
    refuse("resource_unknown"),
  ),
  example(
    "an id like a member of every object is an id",
    { type: "items", collection: "__proto__", action: "create" },
    apiKey("partner"),
    refuse("not_granted"),
  ),
  { says: "an empty document is refused", input: {}, decision: refuse("resource_unknown") },
  { says: "no document is refused", input: undefined, decision: refuse("resource_unknown") },
];
