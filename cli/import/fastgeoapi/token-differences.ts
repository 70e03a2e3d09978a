/** What works otherwise with tokens here than at fastgeoapi, by whose they are. */
import type { IssuerInput } from "#core/settings/tokens/issuer";
import { ofThisMachine } from "../this-machine.ts";
import { isOpaque } from "../written-tokens.ts";
import type { FastgeoapiReading } from "./reading.ts";

/** A sentence each about tokens of the issuers of both modes. */
export function ofTokens({ jwks, oidc }: Pick<FastgeoapiReading, "jwks" | "oidc">): readonly string[] {
  const issuers = [jwks, oidc].filter((issuer) => issuer !== undefined);
  if (issuers.length === 0) return [];
  const sentences = [
    ...(jwks === undefined
      ? []
      : [
          "A token needs `Authorization: Bearer` before it, and in it `exp` and `sub`: fastgeoapi took raw tokens, and tokens that never end or are about nobody.",
          "What the token endpoint was is in no setting here: fastgeoapi had it in its documentation alone.",
        ]),
    ...(oidc === undefined ? [] : ofProvider(oidc)),
    ...(jwks?.audiences !== undefined && oidc !== undefined && jwks.issuer === oidc.issuer && !isOpaque(oidc)
      ? [
          "Both modes have one issuer here, so each of its tokens must have the audience of the one and the client of the other.",
        ]
      : []),
    ...ofUnknown(issuers),
    ...issuers
      .filter(({ issuer }) => ofThisMachine(issuer))
      .map(
        () =>
          "The issuer is of this machine, which is for `npm start`: a deployed authorizer cannot reach it.",
      ),
  ];
  // One provider may be the issuer of both modes.
  return [...new Set(sentences)];
}

function ofProvider(oidc: IssuerInput): string[] {
  const clients = oidc.clientIds?.join(", ");
  if (isOpaque(oidc)) {
    return [
      `Google is asked about each access token whose it is and for which client (${clients}), by its token information and for a minute each, where fastgeoapi asked its user information about any token: names and pictures of users, which only that has, are missing from the policy's input.`,
    ];
  }
  return [
    `Tokens are verified here (signature, \`exp\`, issuer to the letter, client ${clients}), where fastgeoapi asked the provider's user information about any token: claims that only that answer has are missing from the policy's input until the provider puts them into the access token.`,
    "Access tokens must be JSON Web Tokens, as Keycloak's are: Auth0 and Logto make such for who asks for an API (its identifier, as `audience` or `resource`), ORY Hydra where strategies.access_token is jwt.",
  ];
}

/** Of issuers whose product no address tells, so that nothing is known of their tokens. */
function ofUnknown(issuers: readonly IssuerInput[]): string[] {
  return issuers
    .filter(({ preset }) => preset === undefined)
    .map(
      ({ issuer }) =>
        `What product ${issuer} is, its address does not tell: if docs/tokens.md has a preset for it, put that beside it (Logto needs it, whose usual signatures are not among RS256 and ES256); if not, say there what an access token is, since an ID token may look like one. Its tokens must have exactly this \`iss\`: where they have another, put that in its place.`,
    );
}
