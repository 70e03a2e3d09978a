/** Tokens of a real Keycloak, which is started once for all that is told about it. */
import { after, before, describe } from "node:test";
import { type KeycloakServer, startKeycloak } from "./start-keycloak.ts";
import { accessTokens } from "./stories/access-tokens.ts";
import { algorithms } from "./stories/algorithms.ts";
import { articlePolicy } from "./stories/article-policy.ts";
import { fastgeoapiUsers } from "./stories/fastgeoapi-users.ts";
import { introspection } from "./stories/introspection.ts";
import { keyRotation } from "./stories/key-rotation.ts";

describe("an API whose tokens come from Keycloak", () => {
  let server: KeycloakServer;
  before(async () => {
    server = await startKeycloak();
  });
  after(() => server?.close());

  for (const story of [
    accessTokens,
    algorithms,
    keyRotation,
    introspection,
    articlePolicy,
    fastgeoapiUsers,
  ]) {
    story(() => server);
  }
});
