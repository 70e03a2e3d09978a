/** The grants of all access rules, found by what they grant and to whom: to tell what others grant as well. */
import type { AccessRule, Action } from "../access-rules.ts";
import { askedOf, type Target, targetsOf } from "./asked-actions.ts";
import { conditionsKey, weakerConditions } from "./weaker-conditions.ts";

/** What a rule grants of one action on one target: on some ids, or on all but some. */
interface Grants {
  readonly target: Target;
  readonly action: Action;
  readonly ids: readonly string[];
  readonly except: ReadonlySet<string>;
}

/** Those who grant one action on one target under the same conditions. */
interface Grantors {
  readonly onAll: { readonly rule: number; readonly except: ReadonlySet<string> }[];
  readonly onId: Map<string, number[]>;
}

/** What is asked of everything at once, and so is not granted by a rule with exceptions. */
const askedOfAll: Partial<Record<Target, readonly Action[]>> = {
  collections: ["read", "manage"],
  processes: ["manage"],
};

/** Rules by what they grant; rules can be taken out again. */
export class GrantIndex {
  readonly #grantors = new Map<string, Grantors>();
  readonly #removed = new Set<number>();

  add(index: number, rule: AccessRule): void {
    for (const { target, action, ids, except } of grantsOf(rule)) {
      const { onAll, onId } = this.#of(target, action, conditionsKey(rule.who));
      for (const id of ids) {
        const known = onId.get(id);
        if (id === "*") onAll.push({ rule: index, except });
        else if (known === undefined) onId.set(id, [index]);
        else known.push(index);
      }
    }
  }

  remove(index: number): void {
    this.#removed.add(index);
  }

  /**
   * The other rules that together grant all that this one grants, to everyone to whom it does; `undefined` when they
   * do not.
   */
  grantedByOthers(index: number, rule: AccessRule): ReadonlySet<number> | undefined {
    const others = new Set<number>();
    const weaker = weakerConditions(rule.who);
    for (const grants of grantsOf(rule)) {
      const found = weaker.flatMap((key) => this.#find(grants.target, grants.action, key));
      for (const id of grants.ids) {
        const granting = id === "*" ? this.#onAll(index, grants, found) : this.#onId(index, id, found);
        if (granting.length === 0) return undefined;
        for (const other of granting) others.add(other);
      }
    }
    return others;
  }

  /** One rule that grants something on an id; none: nobody does. */
  #onId(index: number, id: string, found: readonly Grantors[]): number[] {
    for (const { onAll, onId } of found) {
      const all = onAll.find(({ rule, except }) => this.#isOther(rule, index) && !except.has(id))?.rule;
      const granting = all ?? onId.get(id)?.find((rule) => this.#isOther(rule, index));
      if (granting !== undefined) return [granting];
    }
    return [];
  }

  /** A rule on everything, and those that grant what it excepts and this one does not; none: nobody does. */
  #onAll(index: number, { target, action, except }: Grants, found: readonly Grantors[]): number[] {
    const whole = except.size === 0 && askedOfAll[target]?.includes(action) === true;
    for (const { onAll } of found) {
      for (const other of onAll) {
        if (!this.#isOther(other.rule, index) || (whole && other.except.size > 0)) continue;
        const missing = [...other.except].filter((id) => !except.has(id));
        const granting = missing.map((id) => this.#onId(index, id, found));
        if (granting.every(({ length }) => length > 0)) return [other.rule, ...granting.flat()];
      }
    }
    return [];
  }

  #isOther(rule: number, index: number): boolean {
    return rule !== index && !this.#removed.has(rule);
  }

  #find(target: Target, action: Action, conditions: string): Grantors[] {
    const found = this.#grantors.get(`${target} ${action} ${conditions}`);
    return found === undefined ? [] : [found];
  }

  #of(target: Target, action: Action, conditions: string): Grantors {
    const key = `${target} ${action} ${conditions}`;
    const found = this.#grantors.get(key) ?? { onAll: [], onId: new Map() };
    this.#grantors.set(key, found);
    return found;
  }
}

function grantsOf({ may, on }: AccessRule): Grants[] {
  return targetsOf(on).flatMap((target) => {
    const named = on[target];
    const ids = Array.isArray(named) ? named : ["*"];
    const exceptions = { collections: on.exceptCollections, processes: on.exceptProcesses };
    const except = new Set(target === "collections" || target === "processes" ? exceptions[target] : []);
    const asked = [...new Set(may)].filter((action) => askedOf[target].includes(action));
    return asked.map((action) => ({ target, action, ids, except }));
  });
}
