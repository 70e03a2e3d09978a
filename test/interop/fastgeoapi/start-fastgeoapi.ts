/** The real fastgeoapi: as a Lambda function behind the local gateway, and by itself with its own protection. */
import { delimiter } from "node:path";
import type { SettingsInput } from "#core/settings/schema";
import { type LocalApi, type LocalApiOptions, startLocalApi } from "#local/local-api";
import { freePort } from "#local/loopback/free-port";
import { pythonFunction } from "../process/python-function.ts";
import { type StartedProcess, startProcess } from "../process/start-process.ts";
import { startedOver } from "../process/started-over.ts";
import { guardFolder } from "../python-backend/guarded-backend.ts";
import { fastgeoapiCommand, mountPath, type PreparedFastgeoapi, prepareFastgeoapi } from "./prepare.ts";

const functionArn = "arn:aws:lambda:us-east-1:000000000000:function:fastgeoapi";

/** The setting by which an API has this fastgeoapi as its backend. */
export const fastgeoapiBackend = {
  kind: "lambda",
  functionArn,
  basePath: mountPath,
} as const satisfies SettingsInput["backend"];

/** fastgeoapi's own handler, and that of python/, which refuses who comes around the gateway. */
export type Handler = "app.main.handler" | "guarded_handler.handler";

/** Modules of the tests, for `PYTHONPATH`. */
export const pythonFolder = `${import.meta.dirname}/python`;

const prefixed = (prefix: string, settings: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(settings).map(([name, value]) => [`${prefix}${name}`, value]));

/**
 * The variables of a prepared fastgeoapi, as it is deployed.
 * @param changes settings of fastgeoapi without their prefix, instead of or beside those that are prepared
 */
export function fastgeoapiVariables(
  { environment, settings }: PreparedFastgeoapi,
  changes: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return { ...environment, ENV_STATE: "prod", ...prefixed("PROD_", { ...settings, ...changes }) };
}

/**
 * Starts fastgeoapi's Lambda handler, open, under AWS's Python runtime client, behind a gateway on a free port of
 * 127.0.0.1 with settings of one's own, whose backend is `fastgeoapiBackend`; `close` stops it and removes its data.
 * @param changes settings of fastgeoapi without their prefix, instead of or beside those of `prepareFastgeoapi`
 */
export async function startBehindGateway(
  options: Omit<LocalApiOptions, "port" | "functionsByArn">,
  handler: Handler = "app.main.handler",
  changes: Readonly<Record<string, string>> = {},
): Promise<LocalApi> {
  const port = await freePort();
  const stage = options.settings.api?.stage ?? "v1";
  const prepared = await prepareFastgeoapi(`http://127.0.0.1:${port}/${stage}`);
  return startedOver(prepared, () =>
    startLocalApi({
      ...options,
      port,
      functionsByArn: {
        [functionArn]: pythonFunction({
          python: fastgeoapiCommand("python"),
          handler,
          taskRoot: prepared.work,
          environment: {
            ...fastgeoapiVariables(prepared, changes),
            PYTHONPATH: [pythonFolder, guardFolder].join(delimiter),
          },
        }),
      },
    }),
  );
}

export interface DirectFastgeoapi extends StartedProcess {
  /** `http://127.0.0.1:<port>`; pygeoapi is below `mountPath`. */
  readonly url: string;
}

/**
 * Starts fastgeoapi under uvicorn with nothing before it, protected by its own settings or not at all: what it answers
 * to its users today.
 * @param environment variables as a `.env` file has them, such as `DEV_API_KEY_ENABLED`; `ENV_STATE` is `dev` where
 * they do not say. Nothing of this process's own environment reaches it but PATH and HOME.
 * @throws Error with its output where it does not start, such as with two schemes at once
 */
export async function startDirectFastgeoapi(
  environment: Readonly<Record<string, string>>,
): Promise<DirectFastgeoapi> {
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const prepared = await prepareFastgeoapi(url);
  const { ENV_STATE = "dev" } = environment;
  const { PATH = "", HOME = "" } = process.env;
  const server = await startedOver(prepared, () =>
    startProcess({
      command: fastgeoapiCommand("uvicorn"),
      commandArguments: ["app.main:app", "--host", "127.0.0.1", "--port", port],
      inheritEnvironment: false,
      environment: {
        PATH,
        HOME,
        ...prepared.environment,
        ENV_STATE,
        ...prefixed(`${ENV_STATE.toUpperCase()}_`, { ...prepared.settings, AWS_LAMBDA_DEPLOY: "false" }),
        ...environment,
      },
      readyAddress: `${url}/healthz`,
      readyWithinMilliseconds: 120_000,
    }),
  );
  return { ...server, url };
}
