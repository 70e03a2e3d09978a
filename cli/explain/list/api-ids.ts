/** The collections and processes of an API, from where the operator says: a live API, or the rules. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { headerOf } from "#cli/explain/request/named-request";
import { CommandRefusal } from "#cli/terminal";
import type { NamedResources } from "#core/openapi/named-resources";
import type { Settings } from "#core/settings/schema";
import { documentedIds } from "./documented-ids.ts";
import { type ApiIds, idsOfLiveApi } from "./live-api.ts";

/** Ids, and where they are from. */
export interface SourcedIds {
  readonly ids: ApiIds;
  readonly source: string;
}

/** What options say of the API. */
export interface ApiOptions {
  readonly settings: string;
  readonly api?: string;
  readonly apiHeader: readonly string[];
}

/**
 * The ids of the API that is named, by an option or in the settings, or else those that the access rules name.
 * @throws CommandRefusal when they cannot be read
 */
export async function apiIds(options: ApiOptions, settings: Settings): Promise<SourcedIds> {
  const { api, apiHeader } = options;
  const { openApiFile } = settings.api;
  if (api !== undefined && /^https?:\/\//i.test(api)) {
    const headers = Object.fromEntries(apiHeader.flatMap(linesOf).map(headerOf));
    return { ids: await idsOfLiveApi(api, headers), source: api };
  }
  if (apiHeader.length > 0) throw new CommandRefusal("--api-header goes with --api <address>");
  if (api !== undefined) return completed(documentedIds(api, ".", "--api", settings), settings, api);
  if (openApiFile === undefined) {
    return { ids: idsInRules(settings), source: "those that access rules name; --api tells all" };
  }
  const folder = path.dirname(options.settings);
  return completed(documentedIds(openApiFile, folder, "api.openApiFile", settings), settings, openApiFile);
}

/** With the ids that the document leaves out, as far as anybody says that there are any. */
function completed(named: NamedResources, settings: Settings, file: string): SourcedIds {
  const { unlistedIds } = settings.api;
  const inRules = idsInRules(settings);
  const all = (type: keyof ApiIds) => {
    const documented = named[type];
    if (documented === undefined) return inRules[type];
    return [...new Set([...documented, ...inRules[type].filter((id) => unlistedIds.includes(id))])];
  };
  const open = (["collections", "processes"] as const).filter((type) => named[type] === undefined);
  const rest =
    open.length === 0 ? "" : `, which stands for any ${open.join(" and ")}: those that access rules name`;
  return {
    ids: { collections: all("collections"), processes: all("processes") },
    source: `${file}${rest}`,
  };
}

/** The ids that access rules name, for want of a better source: what no rule names is not among them. */
function idsInRules({ accessRules: rules }: Settings): ApiIds {
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
