/** The system of the Okta article with Keycloak in Okta's place: OPA decides by the token, which it decodes itself. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { type LocalApi, startLocalApi } from "#local/local-api";
import { anyPathArn, anyPathBackend } from "../../opa/any-path-backend.ts";
import { type OpaServer, startOpaWith } from "../../opa/start-opa.ts";
import { claimsOf, clientCredentials, logIn, logOut } from "../grants.ts";
import { clientSecret, introspectedIssuer } from "../introspecting.ts";
import { answered, patience, type TokensInput } from "../protected-api.ts";
import { importRealm, type Realm } from "../realm.ts";
import { audience } from "../realm-representation.ts";
import type { KeycloakServer } from "../start-keycloak.ts";

/** In Rego v0: the scope `read_sayhello` of the claim `scp` opens /sayhello, and nothing opens /saysecret. */
const policy = fileURLToPath(new URL("../../opa/policies/demoapi", import.meta.url));

type Issuer = NonNullable<TokensInput["issuers"]>[number];

type Secrets = Readonly<Record<string, string>>;

/** The article's two applications: one checks a token by itself, the other one asks about it. */
const validations: Readonly<Record<string, (realm: Realm) => readonly [Issuer, Secrets]>> = {
  local: ({ issuer }) => [{ preset: "keycloak", issuer, audiences: [audience] }, {}],
  remote: (realm) => [introspectedIssuer(realm), clientSecret(realm)],
};

/** The article's system: its policy, unchanged, on a remote OPA, with tokens checked here or by Keycloak. */
export function articlePolicy(server: () => KeycloakServer): void {
  describe("with the policy of the Okta article in an OPA of its own", () => {
    let opa: OpaServer;
    let realm: Realm;
    let backend: Awaited<ReturnType<typeof anyPathBackend>>;
    before(async () => {
      opa = await startOpaWith({ documents: [policy], commandArguments: ["--v0-compatible"] });
      backend = await anyPathBackend();
      realm = await importRealm(server(), "article");
    });
    after(async () => {
      await opa?.close();
      await backend?.remove();
    });

    /** The API whose backend answers whatever is let through. */
    const startValidating = (issuer: Issuer, secrets: Secrets): Promise<LocalApi> =>
      startLocalApi({
        settings: {
          version: 1,
          backend: { kind: "lambda", functionArn: anyPathArn },
          tokens: { ...patience.tokens, issuers: [issuer] },
          decision: patience.decision,
          policy: {
            engine: "remote",
            url: opa.url,
            input: "method-api-jwt",
            decision: "demoapi/authz/allow",
          },
        },
        functionsByArn: { [anyPathArn]: backend },
        secrets,
      });

    for (const [validation, configuration] of Object.entries(validations)) {
      describe(`and ${validation} validation`, () => {
        let api: LocalApi;
        before(async () => {
          api = await startValidating(...configuration(realm));
        });
        after(() => api?.close());
        const statuses = async (token: string) => [
          (await answered(api, "/sayhello", token))[0],
          (await answered(api, "/saysecret", token))[0],
        ];

        test("serves /sayhello to a program and a user whose tokens have the scope, and forbids /saysecret", async () => {
          const scope = "read_sayhello";
          for (const granted of [clientCredentials(realm, { scope }), logIn(realm, scope)]) {
            const { access_token } = await granted;
            assert.deepEqual(claimsOf(access_token).scp, [scope]);
            assert.deepEqual(await statuses(access_token), [200, 403]);
          }
        });

        test("forbids both without the scope", async () => {
          for (const granted of [clientCredentials(realm), logIn(realm, "openid")]) {
            assert.deepEqual(await statuses((await granted).access_token), [403, 403]);
          }
        });

        test("challenges a token that is not valid, which OPA is not asked about", async () => {
          const token = `${(await clientCredentials(realm, { scope: "read_sayhello" })).access_token}x`;
          assert.deepEqual(await statuses(token), [401, 401]);
        });

        const afterLogOut = validation === "remote" ? [401, 401] : [200, 403];
        test(`answers ${afterLogOut.join(" and ")} for the token of a user who has logged out`, async () => {
          const tokens = await logIn(realm, "read_sayhello");
          assert.deepEqual(await statuses(tokens.access_token), [200, 403]);
          await logOut(realm, tokens);
          assert.deepEqual(await statuses(tokens.access_token), afterLogOut);
        });
      });
    }
  });
}
