/** From a fastgeoapi `.env` file to settings and secrets of ours. */
import type { SettingsInput } from "#core/settings/schema";
import { backendFunction } from "../backend-function.ts";
import { clientSecret } from "../client-secret.ts";
import type { EnvFile } from "../env-file/env-file.ts";
import { type EnvReader, envReader } from "../env-file/env-reader.ts";
import type { Imported, ImportMistake, SecretArns, WrittenSettings } from "../imported.ts";
import { mistakesIn } from "../judged.ts";
import { tokensOf } from "../written-tokens.ts";
import { differences } from "./differences.ts";
import { environmentPrefix } from "./environment.ts";
import { idleOptions } from "./idle-options.ts";
import { importedKeys } from "./imported-keys.ts";
import { misspeltNames } from "./misspelt-names.ts";
import { originsOf } from "./origins.ts";
import type { FastgeoapiOptions, FastgeoapiReading } from "./reading.ts";
import { remotePolicy } from "./remote-policy.ts";
import { flagNames } from "./setting-names.ts";
import { jwksIssuer, oidcIssuer } from "./token-issuers.ts";

/** The import, or every mistake that was found. */
export function importFastgeoapi(
  file: EnvFile,
  options: FastgeoapiOptions,
): Imported | readonly ImportMistake[] {
  const reader = envReader(file);
  const prefix = environmentPrefix(file, reader, options.envState);
  if (prefix === undefined) return reader.mistakes;
  misspeltNames(file, reader, prefix);
  for (const name of flagNames) reader.flag(prefix + name);

  const reading = readingOf(file, reader, prefix, options);
  const login =
    reading.oidc === undefined
      ? undefined
      : { id: reading.oidc.clientIds?.[0] ?? "", secret: reader.text(`${prefix}OIDC_CLIENT_SECRET`) };
  const secrets = [
    ...(reading.keys === undefined ? [] : [reading.keys.secret]),
    ...(login?.secret === undefined ? [] : [clientSecret(login.id, login.secret)]),
  ];
  const imported: Imported = {
    secrets,
    settings: (arns) => settingsOf(reading, options, arns, login?.secret !== undefined),
    serverAddress: `http://127.0.0.1:${portOf(file)}`,
    differences: differences(file, reader, reading, options),
  };
  if (reader.mistakes.length > 0) return reader.mistakes;
  const mistakes = mistakesIn(imported, originsOf(reading, options));
  return mistakes.length > 0 ? mistakes : imported;
}

function readingOf(
  file: EnvFile,
  reader: EnvReader,
  prefix: string,
  options: FastgeoapiOptions,
): FastgeoapiReading {
  const names = ["API_KEY_ENABLED", "JWKS_ENABLED", "OPA_ENABLED"].map((name) => prefix + name);
  const [withKeys = false, withJwks = false, withOpa = false] = names.map((name) => reader.flag(name));
  const isTold = !reader.mistakes.some(({ variable }) => names.includes(variable));
  if (!withKeys && !withJwks && !withOpa && isTold) {
    reader.mistake(
      names.join(", "),
      "set one of them to true: with none fastgeoapi runs open to everybody, and there is nobody who could be let in",
    );
  }
  if (isTold) idleOptions(reader, prefix, options, { keys: withKeys, jwks: withJwks, opa: withOpa });
  return {
    prefix,
    basePath: basePathOf(reader, prefix),
    keys: withKeys ? importedKeys(file, reader, prefix, options.replaceUnusableKeys ?? false) : undefined,
    jwks: withJwks ? jwksIssuer(reader, prefix, options) : undefined,
    oidc: withOpa ? oidcIssuer(reader, prefix, { ...options, isAlone: !withJwks }) : undefined,
    remote: withOpa ? remotePolicy(reader, prefix, options.basePathInInput) : undefined,
  };
}

/** `PORT`, which fastgeoapi does not start without and uvicorn is told as well; the tutorial's where it is none. */
function portOf({ variables }: EnvFile): string {
  const port = variables.get("PORT")?.value ?? "";
  return /^[1-9]\d{0,4}$/.test(port) ? port : "5000";
}

/** The mount path without the slash at its end, as Starlette takes it; `undefined` for the root. */
function basePathOf(reader: EnvReader, prefix: string): string | undefined {
  const context = reader.needed(
    `${prefix}FASTGEOAPI_CONTEXT`,
    "must be the path below which the API is, such as /geoapi: fastgeoapi does not start without it",
  );
  return context?.replace(/\/+$/, "") || undefined;
}

/**
 * Everything that a valid credential opened there, but for administration and MCP. No `manage`: below its mount path
 * fastgeoapi 0.4 has nothing that asks for it.
 */
const everything: NonNullable<SettingsInput["accessRules"]> = [
  {
    who: "signed-in",
    may: ["read", "create", "update", "delete", "execute"],
    on: { api: true, assets: true, jobs: "all", collections: ["*"], processes: ["*"] },
  },
];

function settingsOf(
  { basePath, keys, jwks, oidc, remote }: FastgeoapiReading,
  { functionArn }: FastgeoapiOptions,
  arns: SecretArns,
  hasLoginSecret: boolean,
): WrittenSettings {
  const keySecret = arns["api-keys"];
  return {
    version: 1,
    backend: backendFunction(functionArn, basePath),
    ...(keys !== undefined && { apiKeys: keySecret === undefined ? {} : { secretArn: keySecret } }),
    ...tokensOf(jwks, oidc),
    ...(oidc !== undefined && {
      "// login": {
        what: "Of the OpenID Connect log-in in a browser, for later: nothing reads this yet.",
        provider: "oidc",
        issuer: oidc.issuer,
        clientId: oidc.clientIds?.[0],
        ...(hasLoginSecret && { clientSecret: arns["login-client"] ?? "in the file login-client.json" }),
      },
    }),
    ...(remote === undefined ? { accessRules: everything } : { policy: remote.policy }),
  };
}
