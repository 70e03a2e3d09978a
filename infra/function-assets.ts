/** The folders that become the functions' deployment packages: bundles, settings and the policy. */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Settings } from "#core/settings/schema";
import type { IssuerSettings } from "#core/settings/tokens/issuer";
import { keySetsFile } from "#core/settings/tokens/key-sets-file";
import { bundleFunction } from "./bundle.ts";
import { partsAtStart } from "./parts-at-start.ts";
import { policyFiles } from "./policy-files.ts";
import { staticKeySets } from "./static-key-sets.ts";

/** Absolute paths of the folders, one a function; the handler of each is `index.handler`. */
export interface FunctionAssets {
  readonly authorizer: string;
  /** Only where the settings ask for the sample backend. */
  readonly sampleBackend?: string;
}

/**
 * Builds the functions' folders below `folder`. Their content depends on the sources, the settings and what these
 * name, never on where `folder` is, so that the hashes by which CDK names them stay the same.
 * @throws SynthesisRefusal where a part is missing
 */
export async function buildFunctionAssets(settings: Settings, folder: string): Promise<FunctionAssets> {
  const authorizer = path.join(folder, "authorizer");
  const sampleBackend = settings.backend.kind === "sample" ? path.join(folder, "sample-backend") : undefined;
  const builds = [buildAuthorizer(settings, authorizer)];
  if (sampleBackend !== undefined) builds.push(bundleFunction("local/sample-api/handler.ts", sampleBackend));
  // A build that goes on after another failed would write into a folder that is being removed.
  const failed = (await Promise.allSettled(builds)).find(({ status }) => status === "rejected");
  if (failed?.status === "rejected") throw failed.reason;
  return { authorizer, ...(sampleBackend !== undefined && { sampleBackend }) };
}

async function buildAuthorizer(settings: Settings, folder: string): Promise<void> {
  const files = { ...(await policyFiles(settings)), ...(await keySetFile(settings)) };
  await bundleFunction("functions/authorizer/handler.ts", folder, partsAtStart(settings));
  await writeFile(path.join(folder, "settings.json"), JSON.stringify(settingsOfFunction(settings)));
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(folder, name), content);
}

/** The file in which the function finds the key sets of issuers with `staticKeys`; absent where there are none. */
async function keySetFile({ tokens }: Settings): Promise<Readonly<Record<string, string>>> {
  const sets = await staticKeySets(tokens);
  return Object.keys(sets).length === 0 ? {} : { [keySetsFile]: JSON.stringify(sets) };
}

/** The settings without what only this machine can do something with: the editor's help, and the names of files. */
function settingsOfFunction({ $schema: _editorHint, ...settings }: Settings): Settings {
  const { openApiFile: _heldAgainst, ...api } = settings.api;
  const { tokens } = settings;
  return {
    ...settings,
    api: { ...api, unlistedIds: [] },
    ...(tokens !== undefined && { tokens: { ...tokens, issuers: tokens.issuers.map(withKeysBeside) } }),
  };
}

/** Wherever its keys came from, the function has them in the file beside it. */
function withKeysBeside(issuer: IssuerSettings): IssuerSettings {
  return issuer.staticKeys === undefined ? issuer : { ...issuer, staticKeys: { file: keySetsFile } };
}
