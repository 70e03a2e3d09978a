/** Where each setting of an import came from, so that a mistake in it is told under the name that its author knows. */
import type { Origins } from "../judged.ts";
import { isOpaque } from "../written-tokens.ts";
import type { FastgeoapiOptions, FastgeoapiReading } from "./reading.ts";

/** Variables and flags by the beginning of our settings' names. */
export function originsOf({ prefix, jwks, oidc }: FastgeoapiReading, { issuer }: FastgeoapiOptions): Origins {
  const wellKnown = `${prefix}OIDC_WELL_KNOWN_ENDPOINT`;
  const ofJwks: Origins = [
    [".issuer", issuer === undefined ? `${prefix}OAUTH2_EXPECTED_ISSUER` : "--issuer"],
    [".jwksUri", `${prefix}OAUTH2_JWKS_ENDPOINT`],
    [".audiences", `${prefix}OAUTH2_EXPECTED_AUDIENCE, --audience`],
    [".clientIds", "--client-id"],
    ["", "--audience, --client-id"],
  ];
  const ofOidc: Origins = [
    [".issuer", issuer === undefined || jwks !== undefined ? wellKnown : "--issuer"],
    [".jwksUri", wellKnown],
    [".clientIds", `${prefix}OIDC_CLIENT_ID`],
    [".audiences", "--audience"],
    ["", "--audience, --client-id"],
  ];
  const opaque = oidc !== undefined && isOpaque(oidc);
  const schemes = [jwks === undefined ? [] : [ofJwks], oidc === undefined || opaque ? [] : [ofOidc]].flat();
  return [
    ["backend.basePath", `${prefix}FASTGEOAPI_CONTEXT`],
    ["backend.functionArn", "--function-arn"],
    ["policy.url", `${prefix}OPA_URL`],
    ["policy.basePathInInput", "--no-base-path-in-input"],
    ...schemes.flatMap((origins, index) =>
      origins.map(([setting, variable]) => [`tokens.issuers[${index}]${setting}`, variable] as const),
    ),
    ...(opaque ? ofOidc.map(([setting, variable]) => [`tokens.opaque[0]${setting}`, variable] as const) : []),
    ["apiKeys", `${prefix}PYGEOAPI_KEY_GLOBAL`],
  ];
}
