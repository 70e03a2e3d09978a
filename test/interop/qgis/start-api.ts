/** pygeoapi behind the local gateway with the three ways in which QGIS can show a credential, and the queries that reach it. */
import { delimiter, join } from "node:path";
import type { SettingsInput } from "#core/settings/schema";
import { type LocalApi, startLocalApi } from "#local/local-api";
import { freePort } from "#local/loopback/free-port";
import { pythonFunction } from "../process/python-function.ts";
import { startedOver } from "../process/started-over.ts";
import { preparePygeoapi, pygeoapiCommand, pythonFolder } from "../pygeoapi/prepare.ts";
import { guardFolder } from "../python-backend/guarded-backend.ts";

const functionArn = "arn:aws:lambda:us-east-1:000000000000:function:pygeoapi";
const handlers = join(import.meta.dirname, "python");

/** The handlers in python/: one shows the application the key that came by the query, the other does not. */
export type Handler = "bare_handler.handler" | "stripping_handler.handler";

/** A request as it reached pygeoapi. */
export interface AskedBackend {
  readonly path: string;
  /** Without the `?`. */
  readonly query: string;
}

export interface ApiForQgis extends LocalApi {
  /** What has reached pygeoapi, in its order. */
  readonly asked: readonly AskedBackend[];
}

/** Starts pygeoapi, whose wells are for API keys and for the scope `wells:read`, on free ports of 127.0.0.1. */
export async function startApi(handler: Handler, tokens: SettingsInput["tokens"]): Promise<ApiForQgis> {
  const port = await freePort();
  const prepared = await preparePygeoapi(`http://127.0.0.1:${port}/v1`);
  const asked: AskedBackend[] = [];
  const api = await startedOver(prepared, () =>
    startLocalApi({
      settings: settings(tokens),
      port,
      functionsByArn: {
        [functionArn]: pythonFunction({
          python: pygeoapiCommand("python"),
          handler,
          taskRoot: handlers,
          environment: {
            ...prepared.environment,
            PYTHONPATH: [handlers, pythonFolder, guardFolder].join(delimiter),
          },
        }),
      },
      onLog(_name, line) {
        if (line.startsWith('{"asked"')) asked.push(JSON.parse(line).asked);
      },
    }),
  );
  return { ...api, asked };
}

const settings = (tokens: SettingsInput["tokens"]): SettingsInput => ({
  version: 1,
  name: "qgis",
  backend: { kind: "lambda", functionArn },
  apiKeys: { basic: true, queryParameter: "apikey" },
  tokens,
  accessRules: [
    { who: "anyone", may: ["read"], on: { api: true, collections: ["lakes"] } },
    { who: { apiKey: "*" }, may: ["read"], on: { collections: ["wells"] } },
    { who: { scope: "wells:read" }, may: ["read"], on: { collections: ["wells"] } },
  ],
});
