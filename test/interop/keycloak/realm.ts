/** A realm as an operator of an API would set it up: the API, its clients, their scopes and one user. */
import { randomBytes } from "node:crypto";
import type { KeycloakServer } from "./start-keycloak.ts";

/** A confidential client. */
export interface Client {
  readonly id: string;
  readonly secret: string;
}

export interface Realm {
  readonly name: string;
  /** The `iss` of its tokens; its endpoints are below it. */
  readonly issuer: string;
  readonly user: { readonly id: string; readonly name: string; readonly password: string };
  /** The protected API: the audience of tokens, and the client that may introspect them. */
  readonly api: Client;
  /** A program that acts for itself. */
  readonly reports: Client;
  /** Makes another client like `reports`, with attributes of its own. */
  addClient(id: string, attributes: Readonly<Record<string, string>>): Promise<Client>;
  /** Makes a key; tokens are signed by the one of the highest priority. Resolves to the id of the key's provider. */
  addKey(providerId: string, config: Readonly<Record<string, string>>): Promise<string>;
  /** Takes a key out of the realm, and so out of its key set. */
  removeKey(id: string): Promise<void>;
}

/** What tokens are for; every client but `stranger` gets it without asking. */
export const audience = "ogc-api";

/** The client that people log in by: it keeps no secret. */
export const mapClient = { id: "map", redirectUri: "http://127.0.0.1/map" };

/** What Keycloak gives a new client by itself. */
const usualScopes = ["web-origins", "acr", "roles", "profile", "basic", "email"];

/** Scopes that clients may ask for. */
const optionalScopes = ["wells.read", "read_sayhello"];

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

const clientScopes = [
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

const secret = () => randomBytes(24).toString("base64url");

/** Imports a realm into Keycloak and adds what needs its usual client scopes; secrets and passwords are new ones. */
export async function importRealm({ url, administration }: KeycloakServer, name: string): Promise<Realm> {
  const user = { name: "ada", password: secret() };
  await administration.create("", { realm: name, enabled: true, users: [userOf(user)] });
  for (const scope of clientScopes) await administration.create(`/${name}/client-scopes`, scope);

  async function addClient(id: string, changes: object): Promise<Client> {
    const client = { id, secret: secret() };
    await administration.create(`/${name}/clients`, {
      clientId: id,
      secret: client.secret,
      standardFlowEnabled: false,
      defaultClientScopes: [...usualScopes, audience],
      optionalClientScopes: optionalScopes,
      ...changes,
    });
    return client;
  }

  const api = await addClient(audience, {});
  const reports = await addClient("reports", { serviceAccountsEnabled: true });
  await addClient(mapClient.id, {
    publicClient: true,
    standardFlowEnabled: true,
    redirectUris: [mapClient.redirectUri],
    attributes: { "pkce.code.challenge.method": "S256" },
  });
  const [{ id } = { id: "" }] = await administration.read<{ id: string }[]>(`/${name}/users?username=ada`);
  return {
    name,
    issuer: `${url}/realms/${name}`,
    user: { ...user, id },
    api,
    reports,
    addClient: (clientId, { ...attributes }) =>
      addClient(clientId, { serviceAccountsEnabled: true, attributes }),
    async addKey(providerId, config) {
      const entries = Object.entries(config).map(([key, value]) => [key, [value]]);
      return administration.create(`/${name}/components`, {
        name: `${providerId} ${Object.values(config).join(" ")}`,
        providerId,
        providerType: "org.keycloak.keys.KeyProvider",
        config: Object.fromEntries(entries),
      });
    },
    removeKey: (keyId) => administration.remove(`/${name}/components/${keyId}`),
  };
}

const userOf = ({ name, password }: { readonly name: string; readonly password: string }) => ({
  username: name,
  enabled: true,
  email: `${name}@example.org`,
  emailVerified: true,
  firstName: "Ada",
  lastName: "Example",
  credentials: [{ type: "password", value: password, temporary: false }],
});
