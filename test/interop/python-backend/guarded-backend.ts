/** Backends that refuse who comes around their authorizer, as real Lambda functions. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { SettingsInput } from "#core/settings/schema";
import { type LambdaFunction, lambdaFunction } from "#local/lambda/lambda-function";
import { type LocalApi, type LocalApiOptions, startLocalApi } from "#local/local-api";
import type { OutsideFunction } from "#local/local-functions";
import { developmentTokens } from "../process/development-tokens.ts";
import { installedPeer } from "../process/installed-peer.ts";
import { pythonFunction } from "../process/python-function.ts";

/** The ways in which a Python application becomes a Lambda function: ASGI by Mangum, WSGI by apig-wsgi. */
export const backends = ["asgi_backend", "wsgi_backend"] as const;
export type Backend = (typeof backends)[number];

/** The folder with the modules that users copy into their functions. */
export const guardFolder = fileURLToPath(new URL("../../../backend/python", import.meta.url));

/** The Python of the virtual environment that the runner has installed. */
export const python = (): string => join(installedPeer("INTEROP_PYTHON_BACKEND"), "bin", "python");

const functionArn = "arn:aws:lambda:us-east-1:123456789012:function:backend";

function guarded(backend: Backend): OutsideFunction {
  return pythonFunction({
    python: python(),
    handler: `${backend}.handler`,
    taskRoot: join(import.meta.dirname, "python"),
    environment: { PYTHONPATH: guardFolder, PYTHONDONTWRITEBYTECODE: "1" },
    timeoutMilliseconds: 20_000,
  });
}

/**
 * Lakes are open; wells are for API keys and for a scope. The backends expect the name `guarded`, and that keys may come
 * by the query parameter `apikey`.
 */
const settings: SettingsInput = {
  version: 1,
  name: "guarded",
  backend: { kind: "lambda", functionArn },
  apiKeys: { queryParameter: "apikey" },
  tokens: developmentTokens,
  accessRules: [
    { who: "anyone", may: ["read"], on: { api: true, collections: ["lakes"] } },
    { who: { apiKey: "*" }, may: ["read"], on: { collections: ["wells"] } },
    { who: { scope: "wells:read" }, may: ["read"], on: { collections: ["wells"] } },
  ],
};

/** The backend behind the local gateway; `changes` replace settings. */
export function startGuarded(
  backend: Backend,
  changes: Partial<SettingsInput> = {},
  options: Omit<LocalApiOptions, "settings" | "functionsByArn"> = {},
): Promise<LocalApi> {
  return startLocalApi({
    ...options,
    settings: { ...settings, ...changes },
    functionsByArn: { [functionArn]: guarded(backend) },
  });
}

/** The backend with nothing before it, as somebody invokes it who may. `onLog` takes the lines of its log. */
export function invokedDirectly(backend: Backend, onLog: (line: string) => void): LambdaFunction {
  return lambdaFunction({
    ...guarded(backend),
    name: "backend",
    arn: functionArn,
    memoryMegabytes: 256,
    onLog,
  });
}
