/** What becomes of settings when the API runs on this machine: its address, its token issuer, its policy engine. */
import * as v from "valibot";
import type { Settings } from "#core/settings/schema";
import { issuerSettings } from "#core/settings/tokens/issuer";
import { type LocalOpa, localPolicy } from "./local-policy.ts";

/** What is known only when the local parts have started. */
export interface LocalAddresses {
  /** The address of the local gateway with its stage; absent: the configured domain stays the API's address. */
  readonly apiUrl: string | undefined;
  /** The development token issuer; only where the settings configure tokens. */
  readonly issuer: { readonly issuer: string; readonly jwksUri: string } | undefined;
  readonly opa: LocalOpa;
  /** The ARN of a backend that is to be called instead of the configured one. */
  readonly backendArn: string | undefined;
}

/** Stands in a settings file for the development token issuer, wherever it finds a free port. */
const issuerPlaceholder = "http://127.0.0.1:0";

type Issuers = NonNullable<Settings["tokens"]>["issuers"];

const isPlaceholder = ({ issuer }: Issuers[number]) => issuer === issuerPlaceholder;

/** The audience of development tokens: that of the placeholder, or else of the first issuer that names one. */
export function developmentAudience({ tokens }: Settings): string {
  const issuers = tokens?.issuers ?? [];
  return [...issuers.filter(isPlaceholder), ...issuers].flatMap(({ audiences }) => audiences)[0] ?? "ogc-api";
}

/**
 * Settings for this machine, whose address takes the place of a custom domain unless that is kept. The development token issuer takes the
 * placeholder's place, or stands beside the configured issuers with the first one's audience.
 */
export function localSettings(
  settings: Settings,
  { apiUrl, issuer, opa, backendArn }: LocalAddresses,
): Settings {
  // The OpenAPI document has been read: its name means nothing beside the file that these settings are written to.
  const { domain, url, openApiFile: _read, ...api } = settings.api;
  const kept = { ...(domain && { domain }), ...(url !== undefined && { url }) };
  return {
    ...settings,
    api: { ...api, unlistedIds: [], ...(apiUrl === undefined ? kept : { url: apiUrl }) },
    ...(settings.tokens &&
      issuer && { tokens: { ...settings.tokens, issuers: issuersOf(settings, issuer) } }),
    policy: localPolicy(settings.policy, opa),
    ...(backendArn !== undefined && {
      backend: {
        kind: "lambda" as const,
        functionArn: backendArn,
        ...(settings.backend.kind === "lambda" && { basePath: settings.backend.basePath }),
        publicHealth: settings.backend.publicHealth,
        timeoutMilliseconds: settings.backend.timeoutMilliseconds,
      },
    }),
  };
}

function issuersOf(settings: Settings, development: { issuer: string; jwksUri: string }): Issuers {
  const issuers = settings.tokens?.issuers ?? [];
  const fetched = issuers.some((each) => isPlaceholder(each) && each.staticKeys === "fetch");
  const own = v.parse(issuerSettings, {
    issuer: development.issuer,
    jwksUri: development.jwksUri,
    audiences: [developmentAudience(settings)],
    accessTokenType: "at+jwt",
    // A file cannot hold its keys, which are made at every start.
    ...(fetched && { staticKeys: "fetch" }),
  });
  return [own, ...issuers.filter((each) => !isPlaceholder(each))];
}
