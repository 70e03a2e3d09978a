/** From a Panoramax `.env` file to settings and secrets of ours. */
import { backendFunction } from "../backend-function.ts";
import { clientSecret } from "../client-secret.ts";
import type { EnvFile } from "../env-file/env-file.ts";
import { type EnvReader, envReader } from "../env-file/env-reader.ts";
import type { Imported, ImportMistake, SecretArns, WrittenSettings } from "../imported.ts";
import { issuerMistake, issuerOfMetadata, issuerPreset } from "../issuer-preset.ts";
import { mistakesIn, type Origins } from "../judged.ts";
import { misspelt, nearlyNamed } from "../nearly-named.ts";
import { tokensOf } from "../written-tokens.ts";
import { differences } from "./differences.ts";
import type { PanoramaxOptions, PanoramaxReading } from "./reading.ts";

/** Where Panoramax serves its API, and beside it its log-in. */
const basePath = "/api";

/** Every name that is read here, and a few whose misspelling would matter. */
const knownNames = [
  "OAUTH_PROVIDER",
  "OAUTH_OIDC_URL",
  "OAUTH_CLIENT_ID",
  "OAUTH_CLIENT_SECRET",
  "FLASK_SECRET_KEY",
  "API_FORCE_AUTH_ON_UPLOAD",
];

/** The import, or every mistake that was found. */
export function importPanoramax(
  file: EnvFile,
  options: PanoramaxOptions,
): Imported | readonly ImportMistake[] {
  const reader = envReader(file);
  misspeltNames(file, reader);
  const reading = readingOf(reader);
  const secret = reader.needed(
    "OAUTH_CLIENT_SECRET",
    "must be the secret of the client: Panoramax does not start without it",
  );
  if (reading === undefined || secret === undefined || reader.mistakes.length > 0) return reader.mistakes;
  const imported: Imported = {
    secrets: [clientSecret(reading.clientId, secret)],
    settings: (arns) => settingsOf(reading, options, arns),
    // Flask's own port, which Panoramax has no setting for.
    serverAddress: "http://127.0.0.1:5000",
    differences: differences(file, reading, options),
  };
  const mistakes = mistakesIn(imported, origins);
  return mistakes.length > 0 ? mistakes : imported;
}

function misspeltNames({ variables }: EnvFile, reader: EnvReader): void {
  for (const name of variables.keys()) {
    const meant = knownNames.includes(name) ? undefined : nearlyNamed(name, knownNames);
    if (meant !== undefined) reader.mistake(name, misspelt("Panoramax", meant));
  }
}

function readingOf(reader: EnvReader): PanoramaxReading | undefined {
  const provider = reader.needed(
    "OAUTH_PROVIDER",
    "must be oidc or osm: without it nobody can log in to Panoramax, and there is nobody who could be let in",
  );
  if (provider !== undefined && provider !== "oidc" && provider !== "osm") {
    reader.mistake("OAUTH_PROVIDER", "must be oidc or osm, in lower case: Panoramax has no other provider");
  }
  const clientId = reader.needed(
    "OAUTH_CLIENT_ID",
    "must name the client whose tokens are taken: Panoramax does not start without it",
  );
  const issuer = provider === "oidc" ? issuerOf(reader) : undefined;
  if (clientId === undefined || (provider !== "oidc" && provider !== "osm")) return undefined;
  if (provider === "oidc" && issuer === undefined) return undefined;
  return {
    provider,
    issuer,
    clientId,
    // Panoramax compares with this word, to the letter.
    anonymousUpload: reader.text("API_FORCE_AUTH_ON_UPLOAD") !== "true",
  };
}

function issuerOf(reader: EnvReader): string | undefined {
  const address = reader
    .needed(
      "OAUTH_OIDC_URL",
      "must be the provider's address, for Keycloak the realm's: OAUTH_PROVIDER is oidc",
    )
    ?.replace(/\/+$/, "");
  if (address?.includes("/.well-known/")) {
    reader.mistake("OAUTH_OIDC_URL", "must be the issuer's address: take out /.well-known and what follows");
    return undefined;
  }
  const remedy = address && issuerMistake(address);
  if (remedy) reader.mistake("OAUTH_OIDC_URL", remedy);
  return address && issuerOfMetadata(`${address}/.well-known/openid-configuration`);
}

function settingsOf(
  { provider, issuer, clientId }: PanoramaxReading,
  { functionArn, audience }: PanoramaxOptions,
  arns: SecretArns,
): WrittenSettings {
  return {
    version: 1,
    backend: backendFunction(functionArn, basePath),
    ...(issuer === undefined
      ? { apiKeys: { managed: {} } }
      : tokensOf(undefined, {
          ...issuerPreset(issuer),
          issuer,
          ...(audience.length > 0 && { audiences: [...audience] }),
          clientIds: [clientId],
        })),
    "// login": {
      what: "Of the log-in in a browser, for later: nothing reads this yet.",
      provider,
      ...(issuer !== undefined && { issuer }),
      clientId,
      clientSecret: arns["login-client"] ?? "in the file login-client.json",
      login: `${basePath}/auth/login`,
      redirect: `${basePath}/auth/redirect`,
      logout: `${basePath}/auth/logout`,
    },
    accessRules: [
      {
        who: "signed-in",
        may: ["read", "create", "update", "delete"],
        on: { api: true, assets: true, collections: ["*"] },
      },
    ],
  };
}

const origins: Origins = [
  ["backend.functionArn", "--function-arn"],
  ["tokens.issuers[0].clientIds", "OAUTH_CLIENT_ID"],
  ["tokens.issuers[0].audiences", "--audience"],
  ["tokens", "OAUTH_OIDC_URL"],
];
