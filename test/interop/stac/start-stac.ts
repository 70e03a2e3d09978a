/** A STAC API of our own client under stac-fastapi: by itself, and as a backend behind the local gateway. */
import { join } from "node:path";
import type { SettingsInput } from "#core/settings/schema";
import { type LocalApi, startLocalApi } from "#local/local-api";
import { freePort } from "#local/loopback/free-port";
import { backendByAddress } from "#local/start/backend-by-address";
import { developmentTokens } from "../process/development-tokens.ts";
import { installedPeer } from "../process/installed-peer.ts";
import { type StartedProcess, startProcess } from "../process/start-process.ts";

/** A command of the virtual environment that the runner has installed. */
export const stacCommand = (name: string): string => join(installedPeer("INTEROP_STAC"), "bin", name);

/** The variables that the application runs with. */
export const stacEnvironment = (prefix: string): Readonly<Record<string, string>> => ({
  INTEROP_STAC_PREFIX: prefix,
  PYTHONPATH: join(import.meta.dirname, "python"),
  PYTHONDONTWRITEBYTECODE: "1",
});

/** The path below which the API is served: the setting `backend.basePath`, and stac-fastapi's router prefix. */
export const basePath = "/stac";

const functionArn = "arn:aws:lambda:us-east-1:123456789012:function:stac";

/** Collection `sentinel` is open; `survey` is for API keys and is written with a scope; one scope reads everything. */
const settings: SettingsInput = {
  version: 1,
  name: "stac",
  backend: { kind: "lambda", functionArn, basePath },
  apiKeys: { queryParameter: "apikey" },
  tokens: developmentTokens,
  accessRules: [
    { who: "anyone", may: ["read"], on: { api: true, collections: ["sentinel"] } },
    { who: { apiKey: "*" }, may: ["read"], on: { collections: ["survey"] } },
    { who: { scope: "survey:write" }, may: ["create", "update", "delete"], on: { collections: ["survey"] } },
    { who: { scope: "survey:deliver" }, may: ["create"], on: { collections: ["survey"] } },
    { who: { scope: "catalog:read" }, may: ["read"], on: { collections: ["*"] } },
    {
      who: { scope: "catalog:manage" },
      may: ["read", "create", "manage"],
      on: { collections: ["*"] },
    },
  ],
};

/** The STAC API with nothing before it. */
export interface DirectStac {
  /** Its address, without its path. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts the STAC API on 127.0.0.1, open to everybody.
 * @param rootPath what stands before its paths in the addresses that it gives: the gateway's stage
 */
export async function startDirectStac(rootPath = ""): Promise<DirectStac> {
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const server: StartedProcess = await startProcess({
    command: stacCommand("uvicorn"),
    commandArguments: ["memory_stac:APP", "--host", "127.0.0.1", "--port", port, "--root-path", rootPath],
    environment: stacEnvironment(basePath),
    readyAddress: `${url}${basePath}/_mgmt/ping`,
    readyWithinMilliseconds: 60_000,
  });
  return { url, close: () => server.close() };
}

export interface ProtectedStac extends LocalApi {
  readonly withKey: Readonly<Record<string, string>>;
  /** Headers of somebody with a valid access token of that scope. */
  withScope(scope: string): Promise<Readonly<Record<string, string>>>;
}

/** Starts the STAC API and the gateway before it. */
export async function startProtectedStac(rootPath?: string): Promise<ProtectedStac> {
  const direct = await startDirectStac(rootPath);
  try {
    const api = await startLocalApi({
      settings,
      functionsByArn: { [functionArn]: backendByAddress(direct.url) },
    });
    return {
      ...api,
      withKey: { "x-api-key": api.apiKey },
      withScope: async (scope) => ({ authorization: `Bearer ${await api.token({ scope })}` }),
      async close() {
        await api.close().finally(direct.close);
      },
    };
  } catch (error) {
    await direct.close();
    throw error;
  }
}
