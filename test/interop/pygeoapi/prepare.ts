/** Prepares a pygeoapi: its configuration for an address, its API definition, and data of its own to change. */
import { execFile } from "node:child_process";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { installedPeer } from "../process/installed-peer.ts";

/** A command of the virtual environment that the runner has installed. */
export const pygeoapiCommand = (name: string): string => join(installedPeer("INTEROP_PYGEOAPI"), "bin", name);

/** The folder with the Lambda handler and the process of our own. */
export const pythonFolder = join(import.meta.dirname, "python");

export interface PreparedPygeoapi {
  /** The variables that pygeoapi is run with. */
  readonly environment: Readonly<Record<string, string>>;
  /** The folder of its data. */
  readonly work: string;
  /** Removes its data. */
  close(): Promise<void>;
}

/** Makes a configuration, for the address that its links begin with and the folder of its data. */
export type Configuration = (apiUrl: string, work: string) => object;

/**
 * Copies the data and generates the API definition.
 * @param apiUrl the address that pygeoapi's links begin with: the gateway's, with its stage
 * @param made the configuration; pygeoapi-config.yml where it is left out
 */
export async function preparePygeoapi(apiUrl: string, made?: Configuration): Promise<PreparedPygeoapi> {
  const work = await mkdtemp(join(tmpdir(), "interop-pygeoapi-"));
  const configuration = join(made === undefined ? import.meta.dirname : work, "pygeoapi-config.yml");
  const environment = {
    INTEROP_API_URL: apiUrl,
    INTEROP_WORK: work,
    PYGEOAPI_CONFIG: configuration,
    PYGEOAPI_OPENAPI: join(work, "openapi.yml"),
    PYTHONPATH: pythonFolder,
    PYTHONDONTWRITEBYTECODE: "1",
  };
  const close = () => rm(work, { recursive: true, force: true });
  try {
    // JSON is YAML.
    if (made !== undefined) await writeFile(configuration, JSON.stringify(made(apiUrl, work)));
    await cp(join(import.meta.dirname, "data"), work, { recursive: true });
    await promisify(execFile)(
      pygeoapiCommand("pygeoapi"),
      ["openapi", "generate", configuration, "--output-file", environment.PYGEOAPI_OPENAPI],
      { env: { ...process.env, ...environment } },
    );
  } catch (error) {
    await close();
    throw error;
  }
  return { environment, work, close };
}
