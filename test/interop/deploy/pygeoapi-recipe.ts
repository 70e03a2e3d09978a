/** Follows the recipe in docs/deployment.md that makes a Lambda function of pygeoapi. */
import { execFile } from "node:child_process";
import { cp, mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { projectRoot } from "#infra/project-root";
import { installedPeer } from "../process/installed-peer.ts";
import { documentedCommand } from "./documented-commands.ts";
import { runDeployment } from "./run-cdk.ts";
import type { Ministack } from "./start-ministack.ts";

const recipe = { file: "docs/deployment.md", heading: "pygeoapi as a Lambda function" };
const run = promisify(execFile);

/** The function's folder, put together as documented. */
export async function packPygeoapi(cloud: Ministack): Promise<string> {
  const folder = join(cloud.folder, "pygeoapi");
  const python = join(installedPeer("INTEROP_MINISTACK"), "bin", "python");
  const { stdout } = await run(python, ["-c", "import sys; print('%d.%d' % sys.version_info[:2])"]);
  // ministack runs functions by its own Python, so that one's compiled packages are needed.
  const install = documentedCommand(
    { ...recipe, start: "python3.12 -m pip install" },
    { "python3.12": python, "3.12": stdout.trim(), "build/pygeoapi": folder },
  );
  const own = await mkdtemp(join(cloud.folder, "my-pygeoapi-"));
  await cp(join(import.meta.dirname, "pygeoapi"), own, { recursive: true });
  await cp(join(import.meta.dirname, "..", "pygeoapi", "data"), own, { recursive: true });
  const copy = documentedCommand(
    { ...recipe, start: "cp -R" },
    { "my-pygeoapi/.": `${own}/.`, "build/pygeoapi/": folder },
  );
  for (const [command = "", ...words] of [install, copy]) await run(command, words, { cwd: projectRoot });
  return folder;
}

/**
 * Deploys the function's folder.
 * @param url the API's address, once that is known
 * @returns the function's ARN
 */
export async function deployPygeoapi(cloud: Ministack, folder: string, url?: string): Promise<string> {
  const output = await mkdtemp(join(cloud.folder, "pygeoapi-out-"));
  const words = documentedCommand(
    {
      ...recipe,
      start: "npx cdk deploy --app",
      ending: url === undefined ? "build/pygeoapi.out" : "url=<Url>",
    },
    { "build/pygeoapi.out": output, ...(url !== undefined && { "url=<Url>": `url=${url}` }) },
  );
  const { FunctionArn = "" } = await runDeployment(cloud, [...words, "-c", `package=${folder}`]);
  return FunctionArn;
}
