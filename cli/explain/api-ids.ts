/** The collections and processes of an API, from where the operator says: a document, a live API, or the rules. */
import type { AccessRule } from "#core/settings/access-rules";

/** Ids, each once. */
export interface ApiIds {
  readonly collections: readonly string[];
  readonly processes: readonly string[];
}

/** The ids that access rules name, for want of a better source: what no rule names is not among them. */
export function idsInRules(rules: readonly AccessRule[]): ApiIds {
  const named = (lists: readonly (readonly string[] | undefined)[]) =>
    [...new Set(lists.flatMap((ids) => ids ?? []))].filter((id) => id !== "*").sort();
  return {
    collections: named(rules.flatMap(({ on }) => [on.collections, on.exceptCollections])),
    processes: named(rules.flatMap(({ on }) => [on.processes, on.exceptProcesses])),
  };
}
