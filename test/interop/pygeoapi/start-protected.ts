/** pygeoapi as a real Lambda function behind the local gateway, with one collection and one process protected. */
import { delimiter } from "node:path";
import type { SettingsInput } from "#core/settings/schema";
import type { CloudFormationTemplate } from "#local/gateway/template/cloudformation-template";
import { type LocalApi, type LocalApiOptions, startLocalApi } from "#local/local-api";
import { freePort } from "#local/loopback/free-port";
import { developmentTokens } from "../process/development-tokens.ts";
import { pythonFunction } from "../process/python-function.ts";
import { startedOver } from "../process/started-over.ts";
import { guardFolder } from "../python-backend/guarded-backend.ts";
import { type Configuration, preparePygeoapi, pygeoapiCommand, pythonFolder } from "./prepare.ts";

const functionArn = "arn:aws:lambda:us-east-1:000000000000:function:pygeoapi";

/** The setting by which an API has this pygeoapi as its backend. */
export const pygeoapiBackend: SettingsInput["backend"] = { kind: "lambda", functionArn };

/** The handlers in python/; `guarded_handler` refuses who comes around the gateway. */
export type Handler = "lambda_handler.handler" | "guarded_handler.handler";

/** Lakes, cities and hello-world are open; wells and water-balance are for API keys, and writing for a scope. */
const settings: SettingsInput = {
  version: 1,
  name: "pygeoapi",
  backend: pygeoapiBackend,
  apiKeys: { queryParameter: "apikey" },
  tokens: developmentTokens,
  accessRules: [
    {
      who: "anyone",
      may: ["read"],
      on: { api: true, assets: true, collections: ["lakes", "cities"], processes: ["hello-world"] },
    },
    { who: "anyone", may: ["execute"], on: { processes: ["hello-world"] } },
    { who: { apiKey: "*" }, may: ["read"], on: { collections: ["wells"] } },
    { who: { apiKey: "*" }, may: ["read", "execute"], on: { processes: ["water-balance"] } },
    { who: { apiKey: "*" }, may: ["read", "delete"], on: { jobs: "all" } },
    { who: { scope: "wells:read" }, may: ["read"], on: { collections: ["wells"] } },
    { who: { scope: "wells:deliver" }, may: ["create"], on: { collections: ["wells"] } },
    {
      who: { scope: "wells:write" },
      may: ["read", "create", "update", "delete"],
      on: { collections: ["wells"] },
    },
  ],
};

export interface ProtectedPygeoapi extends LocalApi {
  /** Headers of somebody with a valid API key. */
  readonly withKey: Readonly<Record<string, string>>;
  /** Headers of somebody with a valid access token of that scope. */
  withScope(scope: string): Promise<Readonly<Record<string, string>>>;
}

/**
 * Starts everything on free ports of 127.0.0.1; `close` stops it and removes pygeoapi's data.
 * @param template changes the template before it is served
 */
export async function startProtected(
  handler: Handler = "lambda_handler.handler",
  template: (template: CloudFormationTemplate) => CloudFormationTemplate = (template) => template,
): Promise<ProtectedPygeoapi> {
  const api = await startBehindGateway({ settings, template }, handler);
  return {
    ...api,
    withKey: { "x-api-key": api.apiKey },
    withScope: async (scope) => ({ authorization: `Bearer ${await api.token({ scope })}` }),
  };
}

/**
 * Starts pygeoapi behind a gateway with settings of one's own, whose backend is `pygeoapiBackend`.
 * @param configuration makes pygeoapi's own configuration; pygeoapi-config.yml where it is left out
 */
export async function startBehindGateway(
  options: Omit<LocalApiOptions, "port" | "functionsByArn">,
  handler: Handler = "lambda_handler.handler",
  configuration?: Configuration,
): Promise<LocalApi> {
  const port = await freePort();
  const prepared = await preparePygeoapi(`http://127.0.0.1:${port}/v1`, configuration);
  return startedOver(prepared, () =>
    startLocalApi({
      ...options,
      port,
      functionsByArn: {
        [functionArn]: pythonFunction({
          python: pygeoapiCommand("python"),
          handler,
          taskRoot: pythonFolder,
          environment: { ...prepared.environment, PYTHONPATH: [pythonFolder, guardFolder].join(delimiter) },
        }),
      },
    }),
  );
}
