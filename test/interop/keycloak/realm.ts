/** A realm as an operator of an API would set it up, with secrets and a password that are new ones. */
import { randomBytes } from "node:crypto";
import type { Administration } from "./administration.ts";
import {
  audience,
  type ClientChanges,
  clientScopes,
  completeUser,
  confidentialClient,
  publicClient,
} from "./realm-representation.ts";
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
  readonly administration: Administration;
  readonly user: { readonly name: string; readonly password: string };
  /** The protected API: the audience of tokens, and the client that may introspect them. */
  readonly api: Client;
  /** A program that acts for itself. */
  readonly reports: Client;
}

const newSecret = () => randomBytes(24).toString("base64url");

/** Imports a realm with its user; its client scopes and clients follow, since they refer to the usual scopes. */
export async function importRealm({ url, administration }: KeycloakServer, name: string): Promise<Realm> {
  const user = { name: "ada", password: newSecret() };
  await administration.create("", { realm: name, enabled: true, users: [completeUser(user)] });
  for (const scope of clientScopes) await administration.create(`/${name}/client-scopes`, scope);
  await administration.create(`/${name}/clients`, publicClient);
  const realm = { name, issuer: `${url}/realms/${name}`, administration, user };
  const api = await addClient(realm, audience, { serviceAccountsEnabled: false });
  return { ...realm, api, reports: await addClient(realm, "reports") };
}

/** Makes another confidential client, a program that acts for itself. */
export async function addClient(
  { name, administration }: Pick<Realm, "name" | "administration">,
  id: string,
  changes: ClientChanges = {},
): Promise<Client> {
  const secret = newSecret();
  const representation = confidentialClient(id, secret, { serviceAccountsEnabled: true, ...changes });
  await administration.create(`/${name}/clients`, representation);
  return { id, secret };
}

/** Ends a session, which the claim `sid` of a user's tokens names. */
export function endSession({ name, administration }: Realm, id: string): Promise<void> {
  return administration.remove(`/${name}/sessions/${id}`);
}

/** Says whether the realm's user may log in at all. */
export async function setUserEnabled({ name, administration, user }: Realm, enabled: boolean): Promise<void> {
  const users = await administration.read<{ readonly id: string }[]>(`/${name}/users?username=${user.name}`);
  await administration.replace(`/${name}/users/${users[0]?.id}`, { ...completeUser(user), enabled });
}
