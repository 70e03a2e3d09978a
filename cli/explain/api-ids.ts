/** The collections and processes of an API, from where the operator says: a live API, or the rules. */
import { readFileSync } from "node:fs";
import type { AccessRule } from "#core/settings/access-rules";
import type { Settings } from "#core/settings/schema";
import { CommandRefusal } from "../terminal.ts";
import { idsOfLiveApi } from "./live-api.ts";
import { headerOf } from "./named-request.ts";

/** Ids, each once. */
export interface ApiIds {
  readonly collections: readonly string[];
  readonly processes: readonly string[];
}

/** Ids, and where they are from. */
export interface SourcedIds {
  readonly ids: ApiIds;
  readonly source: string;
}

/** What options say of the API. */
export interface ApiOptions {
  readonly api?: string;
  readonly apiHeader: readonly string[];
}

/**
 * The ids of the API that is named, or else those that the access rules name.
 * @throws CommandRefusal when they cannot be read
 */
export async function apiIds({ api, apiHeader }: ApiOptions, { accessRules }: Settings): Promise<SourcedIds> {
  if (api === undefined) {
    if (apiHeader.length > 0) throw new CommandRefusal("--api-header goes with --api <address>");
    return { ids: idsInRules(accessRules), source: "those that access rules name; --api tells all" };
  }
  const headers = Object.fromEntries(apiHeader.flatMap(linesOf).map(headerOf));
  return { ids: await idsOfLiveApi(api, headers), source: api };
}

/** The ids that access rules name, for want of a better source: what no rule names is not among them. */
function idsInRules(rules: readonly AccessRule[]): ApiIds {
  const named = (lists: readonly (readonly string[] | undefined)[]) =>
    [...new Set(lists.flatMap((ids) => ids ?? []))].filter((id) => id !== "*").sort();
  return {
    collections: named(rules.flatMap(({ on }) => [on.collections, on.exceptCollections])),
    processes: named(rules.flatMap(({ on }) => [on.processes, on.exceptProcesses])),
  };
}

/** A header, or the lines of a file of headers. */
function linesOf(text: string): string[] {
  if (!text.startsWith("@")) return [text];
  try {
    return readFileSync(text.slice(1), "utf8")
      .split(/\r?\n/)
      .filter((line) => line !== "");
  } catch {
    throw new CommandRefusal(`--api-header: the file ${text.slice(1)} cannot be read`);
  }
}
