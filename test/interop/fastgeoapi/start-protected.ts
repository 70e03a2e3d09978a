/** fastgeoapi behind a gateway with an API key, tokens and nobody in particular at the same time. */
import type { SettingsInput } from "#core/settings/schema";
import type { LocalApi, LocalApiOptions } from "#local/local-api";
import { developmentTokens } from "../process/development-tokens.ts";
import { fastgeoapiBackend, type Handler, startBehindGateway } from "./start-fastgeoapi.ts";

/**
 * All that a rule on the API, its files, collections and processes can open is open, but for the observations. Lakes are
 * changed with a scope; observations are for API keys and for a scope; what lies beside the API is for operators.
 */
export const protectedSettings: SettingsInput = {
  version: 1,
  name: "fastgeoapi",
  backend: fastgeoapiBackend,
  apiKeys: { queryParameter: "apikey" },
  tokens: developmentTokens,
  accessRules: [
    {
      who: "anyone",
      may: ["read"],
      on: {
        api: true,
        assets: true,
        collections: ["*"],
        exceptCollections: ["obs"],
        processes: ["*"],
      },
    },
    { who: { apiKey: "*" }, may: ["read"], on: { collections: ["obs"] } },
    { who: { apiKey: "*" }, may: ["execute"], on: { processes: ["hello-world"] } },
    { who: { apiKey: "*" }, may: ["read", "delete"], on: { jobs: "all" } },
    { who: { scope: "obs:read" }, may: ["read"], on: { collections: ["obs"] } },
    { who: { scope: "lakes:write" }, may: ["create", "update", "delete"], on: { collections: ["lakes"] } },
    { who: { scope: "server:describe" }, may: ["read"], on: { administration: true } },
    { who: { scope: "server:operate" }, may: ["manage"], on: { administration: true } },
    { who: { scope: "tools:use" }, may: ["execute"], on: { mcp: true } },
  ],
};

export interface ProtectedFastgeoapi extends LocalApi {
  /** Headers of somebody with a valid API key. */
  readonly withKey: Readonly<Record<string, string>>;
  /** Headers of somebody with a valid access token of that scope. */
  withScope(scope: string): Promise<Readonly<Record<string, string>>>;
}

/** Starts everything on free ports of 127.0.0.1; `changes` replace settings. */
export async function startProtected(
  changes: Partial<SettingsInput> = {},
  options: Omit<LocalApiOptions, "port" | "functionsByArn" | "settings"> = {},
  handler?: Handler,
): Promise<ProtectedFastgeoapi> {
  const settings = { ...protectedSettings, ...changes };
  const api = await startBehindGateway({ ...options, settings }, handler);
  return {
    ...api,
    withKey: { "x-api-key": api.apiKey },
    withScope: async (scope) => ({ authorization: `Bearer ${await api.token({ scope })}` }),
  };
}
