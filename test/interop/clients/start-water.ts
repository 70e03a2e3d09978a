/** The API that the clients call: pygeoapi behind the local gateway, whose wells take a key in every place, or a token. */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { SettingsInput } from "#core/settings/schema";
import type { LocalApi } from "#local/local-api";
import { developmentTokens } from "../process/development-tokens.ts";
import { type Handler, pygeoapiBackend, startBehindGateway } from "../pygeoapi/start-protected.ts";

const wells = { collections: ["wells"] };

/** Lakes and the API's own pages are open; wells are for keys and for the scope `wells:read`. */
export const waterSettings: SettingsInput = {
  version: 1,
  // The authorizer by which `guarded_handler` is told who asks.
  name: "pygeoapi",
  backend: pygeoapiBackend,
  apiKeys: { basic: true, queryParameter: "apikey" },
  tokens: developmentTokens,
  accessRules: [
    { who: "anyone", may: ["read"], on: { api: true, assets: true, collections: ["lakes"] } },
    { who: { apiKey: "*" }, may: ["read"], on: wells },
    { who: { scope: "wells:read" }, may: ["read"], on: wells },
  ],
};

export interface WaterOptions {
  readonly settings?: Partial<SettingsInput>;
  /** Whether pygeoapi answers pages of other origins (its `server.cors`). */
  readonly pygeoapiCors?: boolean;
  /** `guarded_handler` takes the key out of the query; `lambda_handler`, which does not, where it is left out. */
  readonly handler?: Handler;
  /** Takes the functions' log lines. */
  readonly onLog?: (name: string, line: string) => void;
}

/** Starts it on free ports of 127.0.0.1. */
export function startWater({
  settings = {},
  pygeoapiCors = false,
  handler,
  onLog,
}: WaterOptions = {}): Promise<LocalApi> {
  const options = { settings: { ...waterSettings, ...settings }, ...(onLog !== undefined && { onLog }) };
  return startBehindGateway(options, handler, pygeoapiCors ? withCors : undefined);
}

/** The configuration of the pygeoapi tests, with `server.cors`. */
function withCors(apiUrl: string, work: string): object {
  const file = new URL("../pygeoapi/pygeoapi-config.yml", import.meta.url);
  const text = readFileSync(file, "utf8")
    .replaceAll("${INTEROP_API_URL}", apiUrl)
    .replaceAll("${INTEROP_WORK}", work);
  const configuration = parse(text);
  return { ...configuration, server: { ...configuration.server, cors: true } };
}
