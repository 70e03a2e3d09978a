/** What works otherwise here than at fastgeoapi: a sentence each, and only those that apply. */
import { functionToName } from "../backend-function.ts";
import type { EnvFile } from "../env-file/env-file.ts";
import type { EnvReader } from "../env-file/env-reader.ts";
import { ofThisMachine } from "../this-machine.ts";
import { passedOver } from "./passed-over.ts";
import type { FastgeoapiOptions, FastgeoapiReading } from "./reading.ts";
import { ofTokens } from "./token-differences.ts";

/** All that is to be said about an import; no sentence holds a value that may be secret. */
export function differences(
  file: EnvFile,
  reader: EnvReader,
  reading: FastgeoapiReading,
  options: FastgeoapiOptions,
): readonly string[] {
  const { prefix } = reading;
  return [
    ...ofSchemes(reading),
    ...(reading.keys?.remarks ?? []),
    ...ofTokens(reading),
    ...ofPolicy(reading, options),
    ...ofAccess(reader, reading),
    ...ofBackend(reader, prefix),
    ...(options.functionArn === undefined ? [functionToName] : []),
    ...passedOver(file, prefix),
  ];
}

function ofSchemes({ keys, jwks, remote }: FastgeoapiReading): string[] {
  const names = [
    ...(keys === undefined ? [] : ["API keys"]),
    ...(jwks === undefined ? [] : ["tokens by JWKS"]),
    ...(remote === undefined ? [] : ["OpenID Connect with OPA"]),
  ];
  if (names.length < 2) return [];
  return [
    `${names.join(", ")}: fastgeoapi refuses to start with more than one of them, and here they work side by side; a request with two credentials is refused.`,
    ...(remote !== undefined && keys !== undefined
      ? [
          'To the policy the holder of an API key is the user "APIKey" (input.user), who has no claims: it refuses keys until a rule of yours lets that user in.',
        ]
      : []),
    ...(remote !== undefined && jwks !== undefined
      ? ["OPA decides about every request, also about those with a token of the JWKS issuer."]
      : []),
  ];
}

function ofPolicy(
  { remote, basePath, prefix, oidc }: FastgeoapiReading,
  { basePathInInput }: FastgeoapiOptions,
): string[] {
  if (remote === undefined) return [];
  const first = basePath?.split("/")[1];
  return [
    "A valid credential that the policy refuses gets 403, and 401 is for who has none: fastgeoapi answered 401 to both.",
    "Who shows no credential gets 401 with a challenge, whatever the client: fastgeoapi redirected everybody to the provider with 303, also scripts.",
    ...(oidc === undefined
      ? []
      : [
          'Browsers cannot log in here yet; what that will need is kept in the settings under "// login", and in login-client.json.',
        ]),
    ...(remote.doubledPath
      ? [
          `${prefix}OPA_URL held the path /v1/data/httpapi/authz, which fastgeoapi adds once more, so that no policy was ever found: it is taken off.`,
        ]
      : []),
    ...(first === undefined
      ? []
      : [
          basePathInInput
            ? `request_path begins with "${first}", as at fastgeoapi, whose own sample policy was written without it and refuses everything; for a policy of that kind import with --no-base-path-in-input.`
            : `request_path is without "${first}" at its beginning, which fastgeoapi has there.`,
        ]),
    'Only `{"allow": true}` lets in: fastgeoapi took "yes" or an object for it as well.',
    ...("url" in remote.policy && ofThisMachine(remote.policy.url)
      ? [
          `${prefix}OPA_URL is of this machine, which is for \`npm start\`: a deployed authorizer needs OPA at an https address that it reaches.`,
        ]
      : []),
  ];
}

function ofAccess(reader: EnvReader, { prefix, keys, jwks, remote, basePath }: FastgeoapiReading): string[] {
  return [
    ...(remote === undefined && basePath !== undefined && (keys !== undefined || jwks !== undefined)
      ? [
          `${basePath}/openapi was open to everybody${jwks === undefined ? "" : ", and with JWKS whatever begins so"}; it asks for a credential until a rule opens it, with the landing page and the conformance declaration: {"who": "anyone", "may": ["read"], "on": {"api": true}}.`,
        ]
      : []),
    `What lies beside ${basePath ?? "the API"} is closed: /docs, /redoc and /openapi.json were open to everybody and now need ${remote === undefined ? 'a rule, such as {"who": "signed-in", "may": ["read"], "on": {"administration": true}}' : "a rule of your policy"}.`,
    `/healthz and /readyz, which were open as well, ${remote === undefined ? "ask for a credential" : "are the policy's to open"} until backend.publicHealth is true.`,
    ...(remote === undefined
      ? [
          'Any valid credential may do what it could there, but for administration (/admin/config/reload, which each of them opened too): {"who": {"apiKey": "<name>"}, "may": ["manage"], "on": {"administration": true}} opens it.',
        ]
      : []),
    ...(reader.flag(`${prefix}FASTGEOAPI_WITH_MCP`)
      ? [
          `/mcp is closed until ${remote === undefined ? '{"who": "signed-in", "may": ["execute"], "on": {"mcp": true}} opens it' : "your policy opens it"}; with its own log-in switched off, fastgeoapi has MCP only with ${prefix}FASTGEOAPI_MCP_ALLOW_UNAUTHENTICATED=true, which is for a server that nothing but the authorizer reaches.`,
        ]
      : []),
  ];
}

function ofBackend(reader: EnvReader, prefix: string): string[] {
  return [
    `Run fastgeoapi open behind the authorizer, and reachable by nothing else: ${prefix}API_KEY_ENABLED, ${prefix}JWKS_ENABLED and ${prefix}OPA_ENABLED false, ${prefix}AWS_LAMBDA_DEPLOY=true, ${prefix}LOG_ENQUEUE=false, ${prefix}FASTGEOAPI_HTTP_MAX_AGE_SECONDS=0 (so that no cache keeps what is protected).`,
    ...(reader.flag(`${prefix}FASTGEOAPI_REVERSE_PROXY`)
      ? [
          `${prefix}FASTGEOAPI_REVERSE_PROXY believes X-Forwarded-Host of whoever sends it: set it to false, and the public address with stage in ${prefix}PYGEOAPI_BASEURL and pygeoapi's server.url.`,
        ]
      : [
          `Links come from ${prefix}PYGEOAPI_BASEURL and pygeoapi's server.url: put in the public address, with the stage.`,
        ]),
  ];
}
