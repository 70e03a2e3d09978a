/** Mistakes that the API's own OpenAPI document shows. */
import { configuredBasePath } from "#core/api-layout";
import { namedResources } from "#core/openapi/named-resources";
import type { Settings } from "../schema.ts";
import type { SettingsMistake } from "../settings-mistake.ts";
import { unknownIds } from "./unknown-id.ts";

/** The port to the file system: the document in a file that settings name, as JSON, or what is wrong with the file. */
export type ReadOpenApi = (file: string) => { readonly document: unknown } | { readonly remedy: string };

/** @param read absent where there are no files, such as in a test: nothing is held against the document then */
export function openApiMistakes(settings: Settings, read: ReadOpenApi | undefined): SettingsMistake[] {
  const { openApiFile, unlistedIds, collectionIds } = settings.api;
  if (openApiFile === undefined) {
    const remedy = "is for `api.openApiFile` alone: leave it out, or name that file";
    return unlistedIds.length === 0 ? [] : [{ setting: "api.unlistedIds", remedy }];
  }
  if (read === undefined) return [];
  const file = read(openApiFile);
  if ("remedy" in file) return [{ setting: "api.openApiFile", remedy: file.remedy }];
  const named = namedResources(file.document, configuredBasePath(settings), collectionIds);
  if (named !== undefined) return unknownIds(settings, named);
  const remedy = "must be an OpenAPI document: an object with `openapi` (or `swagger`) and `paths`";
  return [{ setting: "api.openApiFile", remedy }];
}
