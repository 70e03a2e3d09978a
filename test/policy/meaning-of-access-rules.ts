/** What access rules mean, said a second time and without Rego: the policy that ships is held against it. */
import fc from "fast-check";
import { type AccessRule, actions } from "#core/settings/access-rules";
import { claimNames, claimValues, ids, issuers, keyNames, scopes } from "#test/contracts/policy-questions";

interface Question {
  readonly resource: {
    readonly type: string;
    readonly action: string;
    readonly collection: string;
    readonly process: string;
  };
  readonly principal: {
    readonly kind: string;
    readonly id: string;
    readonly issuer: string;
    readonly scopes: readonly string[];
    readonly claims: Readonly<Record<string, unknown>>;
  };
}

const compared = fc.oneof(
  fc.constantFrom(...claimValues).map((equals) => ({ equals })),
  fc.constantFrom(...claimValues).map((contains) => ({ contains })),
  fc.constant({}),
);
const claim = fc
  .tuple(fc.constantFrom(...claimNames), compared)
  .map(([name, value]) => ({ claim: name, ...value }));
const conditions = fc
  .tuple(
    fc.option(fc.constantFrom(...keyNames).map((apiKey) => ({ apiKey }))),
    fc.option(fc.constantFrom(...issuers).map((issuer) => ({ issuer }))),
    fc.option(fc.constantFrom(...scopes).map((scope) => ({ scope }))),
    fc.option(claim, { freq: 2 }),
  )
  .map((chosen) => Object.assign({}, ...chosen.filter((one) => one !== null)) as AccessRule["who"]);

const some = fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength: 3 });

/** A rule as the settings file writes it, also such as its checks would refuse: the policy may not rely on them. */
export const generatedRule: fc.Arbitrary<AccessRule> = fc.record({
  who: fc.oneof(fc.constantFrom("anyone" as const, "signed-in" as const), conditions),
  may: fc.uniqueArray(fc.constantFrom(...actions), { minLength: 1 }),
  on: fc.record(
    {
      api: fc.constant(true as const),
      assets: fc.constant(true as const),
      administration: fc.constant(true as const),
      mcp: fc.constant(true as const),
      jobs: fc.constant("all" as const),
      collections: some,
      exceptCollections: some,
      processes: some,
      exceptProcesses: some,
    },
    { requiredKeys: [] },
  ),
});

/** Whether a rule grants what is asked. */
export function granted(rules: readonly AccessRule[], { resource, principal }: Question): boolean {
  return rules.some((rule) => covers(rule, resource) && isFor(rule.who, principal));
}

function covers(
  { may, on }: AccessRule,
  { type, action, collection, process }: Question["resource"],
): boolean {
  const mayDo = may.some((granted) => granted === action);
  switch (type) {
    case "landing-page":
    case "conformance":
    case "api-definition":
    case "tile-matrix-sets":
    case "styles":
    case "health":
      return mayDo && on.api === true;
    case "assets":
      return mayDo && on.assets === true;
    case "administration":
      return mayDo && on.administration === true;
    case "mcp":
      return mayDo && on.mcp === true;
    case "jobs":
    case "job":
    case "job-results":
      return mayDo && on.jobs === "all";
    case "collections":
    case "processes":
      return action === "read"
        ? showsSome(type, may, on[type])
        : mayDo && reachesAll(on[type], exceptions(on, type));
    case "all-collections":
      return mayDo && reachesAll(on.collections, on.exceptCollections);
    case "collection":
    case "collection-part":
    case "items":
    case "item":
      return mayDo && reaches(collection, on.collections, on.exceptCollections);
    case "process":
    case "execution":
      return mayDo && reaches(process, on.processes, on.exceptProcesses);
    default:
      return false;
  }
}

type Ids = readonly string[] | undefined;

const exceptions = (on: AccessRule["on"], type: "collections" | "processes"): Ids =>
  type === "collections" ? on.exceptCollections : on.exceptProcesses;

/** One may know of a collection by reading it, and of a process by running it as well. */
const showsSome = (type: "collections" | "processes", may: readonly string[], listed: Ids): boolean =>
  listed !== undefined &&
  listed.length > 0 &&
  (may.includes("read") || (type === "processes" && may.includes("execute")));

const reachesAll = (listed: Ids, except: Ids): boolean =>
  listed?.includes("*") === true && (except === undefined || except.length === 0);

const reaches = (id: string, listed: Ids, except: Ids): boolean =>
  id !== "*" &&
  id !== "" &&
  (listed?.includes("*") || listed?.includes(id)) === true &&
  !except?.includes(id);

function isFor(who: AccessRule["who"], { kind, id, issuer, scopes, claims }: Question["principal"]): boolean {
  if (who === "anyone") return true;
  if (kind === "anonymous") return false;
  if (who === "signed-in") return true;
  if (Object.keys(who).length === 0) return false;
  if (who.apiKey !== undefined && !(kind === "api-key" && (who.apiKey === "*" || who.apiKey === id)))
    return false;
  if (who.issuer !== undefined && !(kind === "token" && who.issuer === issuer)) return false;
  if (who.scope !== undefined && !scopes.includes(who.scope)) return false;
  if (who.claim === undefined) return who.equals === undefined && who.contains === undefined;
  if (who.equals === undefined && who.contains === undefined) return false;
  const value = Object.hasOwn(claims, who.claim) ? claims[who.claim] : undefined;
  if (who.equals !== undefined && value !== who.equals) return false;
  return who.contains === undefined || (Array.isArray(value) && value.includes(who.contains));
}
