/** The realm of fastgeoapi's tutorial: one client, and users whose company stands in their tokens. */
import { randomBytes } from "node:crypto";
import { addClient, type Client, importRealm, type Realm } from "./realm.ts";
import { companyMapper, completeUser, usualScopes } from "./realm-representation.ts";
import type { KeycloakServer } from "./start-keycloak.ts";

/** Somebody who can log in. */
export interface User {
  readonly name: string;
  readonly password: string;
}

export interface CompanyRealm extends Realm {
  /** Where its metadata is (OpenID Connect Discovery 1.0 section 4). */
  readonly wellKnown: string;
  /** The client of the tutorial, which logs users in by their passwords, and itself by its secret. */
  readonly portal: Client;
  /** A client with the same users and claims whose tokens are not for the API. */
  readonly elsewhere: Client;
  /** A user by their company. */
  readonly of: Readonly<Record<"osgeo" | "geobeyond", User>>;
}

/** Makes the realm with its clients and users. */
export async function importCompanyRealm(server: KeycloakServer, name: string): Promise<CompanyRealm> {
  const realm = await importRealm(server, name);
  const passwords = { directAccessGrantsEnabled: true, protocolMappers: [companyMapper] };
  const portal = await addClient(realm, "pygeoapi-client", passwords);
  const elsewhere = await addClient(realm, "elsewhere", { ...passwords, defaultClientScopes: usualScopes });
  await allowAttribute(realm);
  const of = {
    osgeo: await addUser(realm, "francesco", "osgeo"),
    geobeyond: await addUser(realm, "grace", "geobeyond"),
  };
  const wellKnown = `${realm.issuer}/.well-known/openid-configuration`;
  return { ...realm, wellKnown, portal, elsewhere, of };
}

async function addUser({ name, administration }: Realm, user: string, company: string): Promise<User> {
  const password = randomBytes(24).toString("base64url");
  await administration.create(`/${name}/users`, {
    ...completeUser({ name: user, password }),
    attributes: { company: [company] },
  });
  return { name: user, password };
}

/** Users have no attributes of their own until the realm's profile lets them, to administrators alone here. */
async function allowAttribute({ name, administration }: Realm): Promise<void> {
  const path = `/${name}/users/profile`;
  const profile = await administration.read<object>(path);
  await administration.replace(path, { ...profile, unmanagedAttributePolicy: "ADMIN_EDIT" });
}
