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
  readonly user: { readonly name: string; readonly password: string };
  /** The protected API: the audience of tokens, and the client that may introspect them. */
  readonly api: Client;
  /** A program that acts for itself. */
  readonly reports: Client;
  /** Makes another client like `reports`, with changes. */
  addClient(id: string, changes?: ClientChanges): Promise<Client>;
  /** Makes a key; tokens are signed by the one of the highest priority. Resolves to the id of the key's provider. */
  addKey(providerId: string, config: Readonly<Record<string, string>>): Promise<string>;
  /** The key that the realm has had from the beginning: the id of its provider. */
  firstKey(): Promise<string>;
  /** Takes a key out of the realm, and so out of its key set. */
  removeKey(id: string): Promise<void>;
  /** Leaves a key where it is, but neither signs with it nor shows it in the key set. */
  disableKey(id: string): Promise<void>;
  /** Ends a session, which the claim `sid` of a user's tokens names. */
  endSession(id: string): Promise<void>;
  /** The user can no longer log in, nor refresh tokens. */
  disableUser(): Promise<void>;
}

/** How a client differs, as Keycloak's representation of clients says it. */
export interface ClientChanges {
  readonly attributes?: Readonly<Record<string, string>>;
  readonly defaultClientScopes?: readonly string[];
}

/** What tokens are for; clients get it without asking, unless their default scopes are only the usual ones. */
export const audience = "ogc-api";

/** The client that people log in by: it keeps no secret. */
export const mapClient = { id: "map", redirectUri: "http://127.0.0.1/map" };

/** What Keycloak gives a new client by itself. */
export const usualScopes = ["web-origins", "acr", "roles", "profile", "basic", "email"];

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
  const addProgram = (id: string, changes: ClientChanges = {}) =>
    addClient(id, { serviceAccountsEnabled: true, ...changes });
  const firstOf = async (path: string) =>
    (await administration.read<{ readonly id: string }[]>(`/${name}${path}`))[0]?.id ?? "";

  const api = await addClient(audience, {});
  const reports = await addProgram("reports");
  await addClient(mapClient.id, {
    publicClient: true,
    standardFlowEnabled: true,
    redirectUris: [mapClient.redirectUri],
    attributes: { "pkce.code.challenge.method": "S256" },
  });
  return {
    name,
    issuer: `${url}/realms/${name}`,
    user,
    api,
    reports,
    addClient: addProgram,
    addKey(providerId, config) {
      const values = Object.entries(config).map(([key, value]) => [key, [value]]);
      return administration.create(`/${name}/components`, {
        name: [providerId, ...Object.values(config)].join(" "),
        providerId,
        providerType: keyProvider,
        config: Object.fromEntries(values),
      });
    },
    firstKey: () => firstOf(`/components?type=${keyProvider}&name=rsa-generated`),
    removeKey: (keyId) => administration.remove(`/${name}/components/${keyId}`),
    async disableKey(keyId) {
      const path = `/${name}/components/${keyId}`;
      const component = await administration.read<{ readonly config: object }>(path);
      const config = { ...component.config, active: ["false"], enabled: ["false"] };
      await administration.replace(path, { ...component, config });
    },
    endSession: (id) => administration.remove(`/${name}/sessions/${id}`),
    async disableUser() {
      const id = await firstOf(`/users?username=${user.name}`);
      await administration.replace(`/${name}/users/${id}`, { ...userOf(user), enabled: false });
    },
  };
}

const keyProvider = "org.keycloak.keys.KeyProvider";

const userOf = ({ name, password }: { readonly name: string; readonly password: string }) => ({
  username: name,
  enabled: true,
  email: `${name}@example.org`,
  emailVerified: true,
  firstName: "Ada",
  lastName: "Example",
  credentials: [{ type: "password", value: password, temporary: false }],
});
