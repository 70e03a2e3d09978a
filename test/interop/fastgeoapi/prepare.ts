/** Prepares a fastgeoapi: the configuration of the pygeoapi that it mounts, and data to change. */
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installedPeer } from "../process/installed-peer.ts";

/** Where fastgeoapi mounts pygeoapi (`FASTGEOAPI_CONTEXT`): our `backend.basePath`. */
export const mountPath = "/geoapi";

/** A command of the virtual environment that the runner has installed. */
export const fastgeoapiCommand = (name: string): string =>
  join(installedPeer("INTEROP_FASTGEOAPI"), "bin", name);

export interface PreparedFastgeoapi {
  /** The variables that have no prefix: fastgeoapi's own, and those that pygeoapi's configuration reads. */
  readonly environment: Readonly<Record<string, string>>;
  /** fastgeoapi's settings without their prefix, with none of its security schemes. */
  readonly settings: Readonly<Record<string, string>>;
  /** The folder of its data, and the only one that it writes to. */
  readonly work: string;
  /** Removes that folder. */
  close(): Promise<void>;
}

/**
 * Copies the data. The API definition fastgeoapi 0.4 makes by itself when it starts, where there is none.
 * @param address what links begin with: a server's address, with its stage and without the mount path
 */
export async function prepareFastgeoapi(address: string): Promise<PreparedFastgeoapi> {
  const work = await mkdtemp(join(tmpdir(), "interop-fastgeoapi-"));
  const configuration = join(import.meta.dirname, "pygeoapi-config.yml");
  const openApi = join(work, "openapi.yml");
  const environment = {
    // Lambda sets it to the function's folder, and pygeoapi's configuration says by it where the data is.
    LAMBDA_TASK_ROOT: work,
    // fastgeoapi does not start without these two, also where nobody listens.
    HOST: "127.0.0.1",
    PORT: "0",
    PYTHONDONTWRITEBYTECODE: "1",
  };
  const close = () => rm(work, { recursive: true, force: true });
  try {
    await cp(join(import.meta.dirname, "data"), work, { recursive: true });
  } catch (error) {
    await close();
    throw error;
  }
  const settings = {
    API_KEY_ENABLED: "false",
    JWKS_ENABLED: "false",
    OPA_ENABLED: "false",
    AWS_LAMBDA_DEPLOY: "true",
    FASTGEOAPI_CONTEXT: mountPath,
    FASTGEOAPI_CACHE_DIR: join(work, "cache"),
    // Whoever may read something now may not read it later: nobody between us and fastgeoapi may keep it.
    FASTGEOAPI_HTTP_MAX_AGE_SECONDS: "0",
    FASTGEOAPI_REVERSE_PROXY: "false",
    // Its log queue needs semaphores, which Lambda has not.
    LOG_ENQUEUE: "false",
    LOG_PATH: work,
    PYGEOAPI_BASEURL: address,
    PYGEOAPI_CONFIG: configuration,
    PYGEOAPI_OPENAPI: openApi,
  };
  return { environment, settings, work, close };
}
