/** What requests ask of each target of an access rule: a rule that grants something else grants nothing. */
import type { AccessRule, Action } from "../access-rules.ts";

/** What a rule may be on, without the exceptions. */
export type Target = Exclude<keyof AccessRule["on"], "exceptCollections" | "exceptProcesses">;

/** As `ogcResource` names the actions of requests. */
export const askedOf: Readonly<Record<Target, readonly Action[]>> = {
  api: ["read", "manage"],
  assets: ["read"],
  administration: ["read", "manage"],
  mcp: ["execute"],
  jobs: ["read", "delete", "manage"],
  collections: ["read", "create", "update", "delete", "manage"],
  processes: ["read", "execute", "manage"],
};

/** The targets that a rule names, also those whose list of ids is empty. */
export function targetsOf(on: AccessRule["on"]): Target[] {
  return (Object.keys(askedOf) as Target[]).filter((target) => on[target] !== undefined);
}
