/** Generated access rules without a mistake of their own, so few in kind that they meet, and what can be asked of them. */
import fc from "fast-check";
import { type AccessRule, type Action, actions } from "#core/settings/access-rules";
import { ruleForNobody } from "#core/settings/mistakes/rule-for-nobody";
import { ruleOnNothing } from "#core/settings/mistakes/rule-on-nothing";
import { validSettings } from "#core/settings/read-settings";
import { principal } from "#test/contracts/policy-questions";

const issuer = "https://idp.example/realms/geo";
const ids = ["lakes", "wells", "__proto__"] as const;

const who: fc.Arbitrary<AccessRule["who"]> = fc.constantFrom<AccessRule["who"][]>(
  "anyone",
  "signed-in",
  { apiKey: "*" },
  { apiKey: "partner" },
  { apiKey: "partner", scope: "openid" },
  { scope: "openid" },
  { scope: "lakes:edit" },
  { issuer },
  { issuer, scope: "openid" },
  { claim: "groups", contains: "admin" },
  { claim: "trial", equals: false },
  { issuer, claim: "trial", equals: false },
);

const some = fc.subarray<string>([...ids], { minLength: 1 });
const except = fc.subarray<string>([...ids]);

const on: fc.Arbitrary<AccessRule["on"]> = fc.oneof(
  some.map((collections) => ({ collections })),
  except.map((exceptCollections) => ({ collections: ["*"], exceptCollections })),
  some.map((processes) => ({ processes })),
  except.map((exceptProcesses) => ({ processes: ["*"], exceptProcesses })),
  fc.tuple(some, except).map(([collections, exceptProcesses]) => ({
    collections,
    processes: ["*"],
    exceptProcesses,
  })),
  fc.constantFrom<AccessRule["on"][]>(
    { api: true },
    { api: true, assets: true, collections: ["*"] },
    { administration: true, jobs: "all" },
    { mcp: true },
    { collections: ["*"], processes: ["*"] },
  ),
);

const settings = validSettings({
  version: 1,
  apiKeys: {},
  tokens: { issuers: [{ issuer, jwksUri: `${issuer}/jwks`, audiences: ["a"] }] },
  accessRules: [{ who: "anyone", may: ["read"], on: { api: true } }],
});

const may = fc.oneof(fc.constant<Action[]>(["read"]), fc.subarray<Action>([...actions], { minLength: 1 }));

/** Rules as settings may hold them, but for those that others make idle. */
export const soundRules: fc.Arbitrary<AccessRule[]> = fc
  .array(fc.record({ who, may, on }), { maxLength: 6 })
  .map((rules) =>
    rules.filter((rule) => ruleForNobody(rule, settings).length + ruleOnNothing(rule).length === 0),
  );

type Resource = Readonly<Record<string, string>>;

const ofTypes = (types: readonly string[], asked: readonly Action[], more: Resource = {}): Resource[] =>
  types.flatMap((type) => asked.map((action) => ({ type, action, ...more })));

/** Ids that rules name, and one that none does. */
const anId = [...ids, "rivers"];

const resources: readonly Resource[] = [
  ...ofTypes(
    ["landing-page", "conformance", "api-definition", "tile-matrix-sets", "health", "assets"],
    ["read"],
  ),
  ...ofTypes(["styles"], ["read", "manage"]),
  ...ofTypes(["administration", "unknown"], ["manage"]),
  ...ofTypes(["mcp"], ["execute"]),
  ...ofTypes(["jobs", "job", "job-results"], ["read", "delete", "manage"]),
  ...ofTypes(["all-collections"], ["read"]),
  ...ofTypes(["collections", "processes"], ["read", "manage"]),
  ...anId.flatMap((collection) => [
    ...ofTypes(["collection", "collection-part"], ["read", "manage"], { collection }),
    ...ofTypes(["items", "item"], ["read", "create", "update", "delete", "manage"], { collection }),
  ]),
  ...anId.flatMap((process) => [
    ...ofTypes(["process"], ["read", "manage"], { process }),
    ...ofTypes(["execution"], ["execute"], { process }),
  ]),
];

/** What requests can ask, and who asks it: each type with the actions that requests ask of it. */
export const askedOfRules = fc.record({ resource: fc.constantFrom(...resources), principal });
