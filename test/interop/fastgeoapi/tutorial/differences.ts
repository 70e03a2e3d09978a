/** Where fastgeoapi's users get another answer here than there: the one list that docs/fastgeoapi.md shows and the tests hold. */

/** One difference, which is meant. */
export interface Difference {
  /** What is asked or done. */
  readonly request: string;
  /** What fastgeoapi 0.4 does. */
  readonly there: string;
  /** What fastgeoapi behind us does. */
  readonly here: string;
  /** Why it is so. */
  readonly why: string;
}

/** What a refusal says here, whoever asks for whatever: the challenges name every way in. */
const challenged = "401 Unauthorized, with a challenge";
const notStarted = "does not start";
const refusedImport = "the import refuses the file";

/** The sections of the tutorial, and what of the last one is so at Keycloak alone. */
export type Section = keyof typeof differences;

/** The differences by section and name; requests are GET `/geoapi/collections/obs` where they do not say. */
export const differences = {
  apiKey: {
    twoSchemes: {
      request: "`API_KEY_ENABLED` and `JWKS_ENABLED` both true",
      there: notStarted,
      here: "a key opens, and so does a token",
      why: "Schemes stand beside each other.",
    },
    noScheme: {
      request: "none of the three enabled, such as by a misspelt name",
      there: "starts, open to everybody",
      here: refusedImport,
      why: "Nobody should be protected by mistake less than they believe.",
    },
    emptyKey: {
      request: "an empty variable `PYGEOAPI_KEY_…`, and an empty `X-API-KEY`",
      there: "200",
      here: refusedImport,
      why: "An empty key is everybody's.",
    },
    noKey: {
      request: "no key",
      there: '401 `{"detail":"no api key"}`, without a challenge',
      here: challenged,
      why: "The body is an OGC API exception, and `WWW-Authenticate` says how to get in (RFC 9110 section 11.6.1).",
    },
    wrongKey: {
      request: "a wrong key",
      there: '401 `{"detail":"invalid api key"}`, without a challenge',
      here: challenged,
      why: "The same answer to whatever does not open.",
    },
    apiDefinition: {
      request: "`/geoapi/openapi` without a key",
      there: "200",
      here: challenged,
      why: "What is public, access rules say: the document names every collection.",
    },
    securitySchemes: {
      request: "`securitySchemes` in `/geoapi/openapi`, with the key",
      there: "`pygeoapi None`",
      here: "none",
      why: "Not yet: an OpenAPI document that names our schemes is still to come.",
    },
    documentation: {
      request: "`/docs`, `/redoc` or `/openapi.json` without a key",
      there: "200",
      here: challenged,
      why: "Closed until a rule grants `administration`.",
    },
    health: {
      request: "`/healthz` or `/readyz` without a key",
      there: "200",
      here: challenged,
      why: "Closed until a rule on `api` or `backend.publicHealth` opens it.",
    },
    administration: {
      request: "`/admin/config/reload` with the key",
      there: "200",
      here: "403 Forbidden, without a challenge",
      why: "Who reads data need not administer: closed until a rule grants `administration`.",
    },
  },
  oauth2: {
    noReceiver: {
      request: "a `.env` file that says neither whose tokens nor tokens for whom, such as the tutorial's",
      there: "starts",
      here: refusedImport,
      why: "Tokens for any other service of the same provider would open: `--issuer` and `--audience` say what is missing.",
    },
    noToken: {
      request: "no token",
      there: '401 `{"message":"Unauthenticated"}`, with a challenge',
      here: challenged,
      why: "The challenge also says where tokens come from (`resource_metadata`, RFC 9728).",
    },
    otherAudience: {
      request: "with such a file, a token for another service",
      there: "200",
      here: challenged,
      why: "The service that it is for could use it here.",
    },
    invalidToken: {
      request: "a token that is none",
      there: '401 `{"message":"Unauthenticated"}`, with a challenge',
      here: challenged,
      why: "The same answer to whatever does not open; the reason is in the log.",
    },
    rawToken: {
      request: "a token without `Bearer` before it",
      there: "200",
      here: challenged,
      why: "RFC 6750 section 2.1 has one form.",
    },
    noExpiry: {
      request: "a token without `exp`",
      there: "200",
      here: challenged,
      why: "A token that never ends cannot be taken back.",
    },
    moreKeys: {
      request: "a key set with a second algorithm or an encryption key, as Keycloak's",
      there: '401 `{"message":"Unauthenticated"}`, with a challenge',
      here: "200",
      why: "The key is chosen by the token's `kid`.",
    },
  },
  openIdConnect: {
    doubledPath: {
      request: "the tutorial's `OPA_URL`, which ends with `/v1/data/httpapi/authz`",
      there: '401 `{"message":"Unauthorized"}`, without a challenge',
      here: "200",
      why: "fastgeoapi adds that path once more, so no policy is found and everybody is refused; the import takes it off.",
    },
    noCredential: {
      request: "no token",
      there: "303, a redirect",
      here: challenged,
      why: "Programs cannot log in. There everybody is sent to the provider, also a POST (its tutorial says 401).",
    },
    refusedByPolicy: {
      request: "a token that the policy refuses",
      there: '401 `{"message":"Unauthorized"}`, without a challenge',
      here: "403 Forbidden, without a challenge",
      why: "Another token of the same user would not help (RFC 9110 section 15.5.4).",
    },
    invalidToken: {
      request: "a token that the provider does not know",
      there: '401 `{"message":"Unauthorized"}`, without a challenge',
      here: challenged,
      why: "A new token would help.",
    },
    opaqueToken: {
      request: "a token that is no JSON Web Token",
      there: "200",
      here: challenged,
      why: "fastgeoapi asks the provider's user information at every request; here the policy sees the claims of a token that is verified.",
    },
    revokedToken: {
      request: "a token that the provider has revoked before its end",
      there: '401 `{"message":"Unauthorized"}`, without a challenge',
      here: "200",
      why: "It is verified here, and the provider is not asked: let tokens be short, or add `introspection` to the issuer.",
    },
    anyAllow: {
      request: 'a policy that answers `"allow": "yes"`',
      there: "200",
      here: "403 Forbidden, without a challenge",
      why: "Only `true` allows.",
    },
    encodedSlash: {
      request: "`/geoapi/collections%2Fobs`, allowed by the policy",
      there: "200",
      here: "403 Forbidden, without a challenge",
      why: "A path that can be read in two ways is refused before the policy is asked.",
    },
    apiDefinition: {
      request: "`/geoapi/openapi` without a token",
      there: "500 and a Python traceback, without a challenge",
      here: challenged,
      why: "Nobody without a credential learns anything of the server.",
    },
  },
  keycloak: {
    withoutOpenid: {
      request: "a token that was asked for without the scope `openid`, as in the tutorial",
      there: '401 `{"message":"Unauthorized"}`, without a challenge',
      here: "200",
      why: "Keycloak gives user information only to tokens with that scope; here the token itself is verified.",
    },
    otherClient: {
      request: "a token of another client of the realm, for the same user",
      there: "200",
      here: challenged,
      why: "It was not made for this API: `OIDC_CLIENT_ID` is the one client whose tokens are taken, and `--client-id` adds others.",
    },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Difference>>>>;
