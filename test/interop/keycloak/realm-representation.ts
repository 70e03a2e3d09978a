/** What a realm is made of, in Keycloak's own representation: the scopes, clients and user of an API's operator. */

/** What tokens are for; clients get it without asking, unless their default scopes are only the usual ones. */
export const audience = "ogc-api";

/** The client that people log in by: it keeps no secret. */
export const mapClient = { id: "map", redirectUri: "http://127.0.0.1/map" };

/** What Keycloak gives a new client by itself. */
export const usualScopes = ["web-origins", "acr", "roles", "profile", "basic", "email"];

const mapper = (name: string, protocolMapper: string, config: Readonly<Record<string, string>>) => ({
  name,
  protocol: "openid-connect",
  protocolMapper,
  config: { "access.token.claim": "true", "introspection.token.claim": "true", ...config },
});

const clientScope = (name: string, ...protocolMappers: readonly object[]) => ({
  name,
  protocol: "openid-connect",
  attributes: { "include.in.token.scope": "true" },
  protocolMappers,
});

/** Scopes that clients may ask for. */
const optionalScopes = ["wells.read", "read_sayhello"];

/** The scopes beside the usual ones. `read_sayhello` has a claim `scp` beside `scope`, as Okta's tokens have. */
export const clientScopes = [
  clientScope(
    audience,
    mapper("for the API", "oidc-audience-mapper", { "included.client.audience": audience }),
  ),
  clientScope("wells.read"),
  clientScope(
    "read_sayhello",
    mapper("as Okta writes scopes", "oidc-hardcoded-claim-mapper", {
      "claim.name": "scp",
      "claim.value": JSON.stringify(["read_sayhello"]),
      "jsonType.label": "JSON",
    }),
  ),
];

/** Puts the attribute `company` of a user into access tokens and into what their user information says. */
export const companyMapper = mapper("company", "oidc-usermodel-attribute-mapper", {
  "user.attribute": "company",
  "claim.name": "company",
  "jsonType.label": "String",
  "userinfo.token.claim": "true",
});

/** How a client differs from others. */
export interface ClientChanges {
  readonly attributes?: Readonly<Record<string, string>>;
  readonly defaultClientScopes?: readonly string[];
  /** Whether it may get tokens for itself. */
  readonly serviceAccountsEnabled?: boolean;
  /** Whether it may get tokens by a user's password. */
  readonly directAccessGrantsEnabled?: boolean;
  readonly protocolMappers?: readonly object[];
}

/** A confidential client. */
export const confidentialClient = (clientId: string, secret: string, changes: ClientChanges) => ({
  ...client(clientId),
  secret,
  standardFlowEnabled: false,
  ...changes,
});

/** The public client, which must send a code challenge (RFC 7636). */
export const publicClient = {
  ...client(mapClient.id),
  publicClient: true,
  redirectUris: [mapClient.redirectUri],
  attributes: { "pkce.code.challenge.method": "S256" },
};

function client(clientId: string) {
  const defaultClientScopes = [...usualScopes, audience];
  return { clientId, defaultClientScopes, optionalClientScopes: optionalScopes };
}

/** A user of whom Keycloak has nothing more to ask when they log in. */
export const completeUser = ({ name, password }: { readonly name: string; readonly password: string }) => ({
  username: name,
  enabled: true,
  email: `${name}@example.org`,
  emailVerified: true,
  firstName: "Ada",
  lastName: "Example",
  credentials: [{ type: "password", value: password, temporary: false }],
});
