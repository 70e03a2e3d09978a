/** Microsoft Entra ID: two versions of tokens with an issuer each; a client claim tells access tokens apart. */
import { type JwtPreset, mistakeIn } from "../preset.ts";

const tenant = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
/** Also of the national clouds, and of external tenants, whose host is named after the tenant. */
const version2 = new RegExp(
  `^(https://(?:login\\.(?:partner\\.)?microsoftonline\\.(?:com|us|cn)|${tenant}\\.ciamlogin\\.com)/${tenant})/v2\\.0$`,
);
const version1 = new RegExp(`^https://sts\\.windows\\.net/(${tenant})/$`);

/** Microsoft Graph, whose tokens carry a `nonce` in their header and cannot be verified by anybody else. */
const graph = ["00000003-0000-0000-c000-000000000000", "https://graph.microsoft.com"];

/**
 * Entra ID's JSON Web Tokens. An access token names its client in `azp` (version 2.0) or in `appid` (1.0), which ID
 * tokens lack: so they are told apart even where an app is its own API and `aud` is the same in both. Source:
 * https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference and, for ID tokens,
 * https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference.
 */
export const entraId: JwtPreset = {
  settings: (issuer) => ({
    ...keysAndClient(issuer),
    algorithms: ["RS256"],
    scopeClaim: "scp",
  }),
  mistakes: ({ issuer, audiences }) => [
    ...(version1.test(issuer) || version2.test(issuer)
      ? []
      : [
          mistakeIn(
            "issuer",
            "must be https://login.microsoftonline.com/<tenant id>/v2.0 or, for tokens of version 1.0, https://sts.windows.net/<tenant id>/ with the tenant's id in lower case: no token names `common` or a domain",
          ),
        ]),
    ...(audiences.length > 0
      ? []
      : [
          mistakeIn(
            "audiences",
            "must name the API's application id or its id URI: all APIs share the issuer",
          ),
        ]),
    ...(audiences.some((audience) => graph.includes(audience))
      ? [mistakeIn("audiences", "must not name Microsoft Graph: its tokens can be verified by nobody else")]
      : []),
  ],
};

function keysAndClient(issuer: string): ReturnType<JwtPreset["settings"]> {
  const [, tenantId] = version1.exec(issuer) ?? [];
  if (tenantId !== undefined) {
    return {
      jwksUri: `https://login.microsoftonline.com/${tenantId}/discovery/keys`,
      clientClaims: ["appid"],
      requiredClaims: { appid: true },
    };
  }
  const [, authority] = version2.exec(issuer) ?? [];
  return {
    ...(authority !== undefined && { jwksUri: `${authority}/discovery/v2.0/keys` }),
    clientClaims: ["azp"],
    requiredClaims: { azp: true },
  };
}
