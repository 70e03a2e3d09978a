/** Reads which collections and processes an OpenAPI document names. */
import { CommandRefusal } from "#cli/terminal";
import { configuredBasePath } from "#core/api-layout";
import { type NamedResources, namedResources } from "#core/openapi/named-resources";
import type { Settings } from "#core/settings/schema";
import { readOpenApiFile } from "#settings/read-open-api-file";

/**
 * The ids in a document; `undefined` of a kind for which the document stands for any id.
 * @param folder what a relative name starts from
 * @param namedBy the option or setting that names the file
 * @throws CommandRefusal for a file that is no OpenAPI document
 */
export function documentedIds(
  file: string,
  folder: string,
  namedBy: string,
  settings: Settings,
): NamedResources {
  const read = readOpenApiFile(file, folder);
  if ("remedy" in read) {
    throw new CommandRefusal(
      `${namedBy}: the file ${file} cannot be used: it must be there, and JSON or YAML`,
    );
  }
  const { collectionIds } = settings.api;
  const named = namedResources(read.document, configuredBasePath(settings), collectionIds);
  if (named === undefined) throw new CommandRefusal(`${namedBy}: ${file} is no OpenAPI document`);
  return named;
}
