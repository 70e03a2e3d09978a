/** From access rules to policy data: every grant under the key by which one request looks it up. */
import type { AccessRule, Action } from "#core/settings/access-rules";

/** Parts of an API that grants are looked up in; only collections and processes have ids other than `*`. */
export type Area =
  | "api"
  | "assets"
  | "administration"
  | "mcp"
  | "jobs"
  | "collections"
  | "processes"
  | "collections_listing"
  | "processes_listing"
  | "all_collections";

/** Who a grant is for; of several conditions all must hold. */
export interface Grant {
  readonly anyone?: true;
  readonly signed_in?: true;
  readonly api_key?: string;
  readonly issuer?: string;
  readonly scope?: string;
  readonly claim?: string;
  readonly equals?: string | number | boolean;
  readonly contains?: string | number | boolean;
  /** Ids that a grant on `*` does not reach. */
  readonly except?: Readonly<Record<string, true>>;
  /** The access rules that gave it, by their index; no condition. */
  readonly rules: readonly number[];
}

/** A grant, whichever rules gave it. */
type Conditions = Omit<Grant, "rules">;

type Grants = Record<string, Record<string, Record<string, Grant[]>>>;

/** The policy's data document. */
export interface PolicyData {
  readonly ogcapi: { readonly access: { readonly grants: Grants } };
}

/** Actions that one can do with something only when one may also know of it, so that its listing may be read. */
const shownInListing: Readonly<Partial<Record<Area, readonly Action[]>>> = {
  collections: ["read"],
  processes: ["read", "execute"],
};

/**
 * Turns access rules into the data that the shipped policy looks grants up in; a walk over all collections would make
 * a request cost more the more of them there are. Described for policy authors in policy/README.md.
 */
export function policyData(rules: readonly AccessRule[]): PolicyData {
  const table = new GrantTable();
  rules.forEach((rule, index) => {
    const conditions = conditionsOf(rule);
    for (const { area, ids, except } of targetsOf(rule)) {
      for (const action of rule.may) {
        for (const id of ids) table.add(area, id, action, { ...conditions, ...except }, index);
        if (area === "collections" || area === "processes") {
          if (shownInListing[area]?.includes(action))
            table.add(`${area}_listing`, "*", "read", conditions, index);
        }
        if (area === "collections" && ids.includes("*") && except === undefined) {
          table.add("all_collections", "*", action, conditions, index);
        }
      }
    }
  });
  return { ogcapi: { access: { grants: table.grants } } };
}

interface Target {
  readonly area: Area;
  readonly ids: readonly string[];
  readonly except: Pick<Grant, "except"> | undefined;
}

function targetsOf({ on }: AccessRule): Target[] {
  const targets: Target[] = [];
  for (const area of ["api", "assets", "administration", "mcp", "jobs"] as const) {
    if (on[area] !== undefined) targets.push({ area, ids: ["*"], except: undefined });
  }
  if (on.collections)
    targets.push({ area: "collections", ids: on.collections, except: exceptions(on.exceptCollections) });
  if (on.processes)
    targets.push({ area: "processes", ids: on.processes, except: exceptions(on.exceptProcesses) });
  return targets;
}

function exceptions(ids: readonly string[] | undefined): Pick<Grant, "except"> | undefined {
  if (ids === undefined || ids.length === 0) return undefined;
  const except: Record<string, true> = emptyRecord();
  for (const id of ids) except[id] = true;
  return { except };
}

function conditionsOf({ who }: AccessRule): Conditions {
  if (who === "anyone") return { anyone: true };
  if (who === "signed-in") return { signed_in: true };
  return {
    ...(who.apiKey !== undefined && { api_key: who.apiKey }),
    ...(who.issuer !== undefined && { issuer: who.issuer }),
    ...(who.scope !== undefined && { scope: who.scope }),
    ...(who.claim !== undefined && { claim: who.claim }),
    ...(who.equals !== undefined && { equals: who.equals }),
    ...(who.contains !== undefined && { contains: who.contains }),
  };
}

/** Collects grants under their keys, each only once, with all the rules that gave it. */
class GrantTable {
  readonly grants: Grants = emptyRecord();
  readonly #rulesOf = new Map<string, number[]>();

  add(area: Area, id: string, action: Action, conditions: Conditions, rule: number): void {
    const key = JSON.stringify([area, id, action, conditions]);
    const known = this.#rulesOf.get(key);
    if (known !== undefined) {
      if (known.at(-1) !== rule) known.push(rule);
      return;
    }
    const rules = [rule];
    this.#rulesOf.set(key, rules);
    const ofArea = member(this.grants, area, emptyRecord<Record<string, Grant[]>>);
    const ofId = member(ofArea, id, emptyRecord<Grant[]>);
    member<Grant[]>(ofId, action, () => []).push({ ...conditions, rules });
  }
}

function member<Value>(record: Record<string, Value>, key: string, make: () => Value): Value {
  const value = record[key] ?? make();
  record[key] = value;
  return value;
}

/** A record without a prototype: an id such as `constructor` or `__proto__` is a key like any other. */
function emptyRecord<Value>(): Record<string, Value> {
  return Object.create(null);
}
