/** The client by which an API introspects a realm's tokens, as settings and secrets name it. */
import type { TokensInput } from "./protected-api.ts";
import type { Client, Realm } from "./realm.ts";
import { audience } from "./realm-representation.ts";

type Issuer = NonNullable<TokensInput["issuers"]>[number];

/** The ARN of the secret that would hold the client of a realm. */
const secretArnOf = ({ name }: Realm) =>
  `arn:aws:secretsmanager:us-east-1:123456789012:secret:keycloak-${name}-a1B2c3`;

/** An issuer each of whose tokens is introspected for every request. */
export const introspectedIssuer = (realm: Realm): Issuer => ({
  preset: "keycloak",
  issuer: realm.issuer,
  audiences: [audience],
  introspection: { clientSecretArn: secretArnOf(realm), cacheSeconds: 0, timeoutMilliseconds: 5000 },
});

/** The secret of that client: the API's own, since Keycloak tells a client only of tokens that are for it. */
export const clientSecret = (realm: Realm, { id, secret }: Client = realm.api) => ({
  [secretArnOf(realm)]: JSON.stringify({ client_id: id, client_secret: secret }),
});
