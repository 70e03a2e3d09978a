/** Each provider's tokens under the settings that docs/tokens.md shows: its access tokens are accepted, and no others. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { bearerTokenAuthenticator } from "#core/authenticate/bearer-token";
import { TokenMemory } from "#core/authenticate/token/token-memory";
import type { TokenVerifiers } from "#core/authenticate/token/token-verifier";
import { validSettings } from "#core/settings/read-settings";
import { asked, noHurry } from "../../asked.ts";
import { auth0 } from "./provider-tokens/auth0.ts";
import { cognito } from "./provider-tokens/cognito.ts";
import { entraId } from "./provider-tokens/entra-id.ts";
import { google } from "./provider-tokens/google.ts";
import { keycloak } from "./provider-tokens/keycloak.ts";
import { logto } from "./provider-tokens/logto.ts";
import { okta } from "./provider-tokens/okta.ts";
import { hydra } from "./provider-tokens/ory-hydra.ts";
import type { ProviderToken } from "./provider-tokens/provider-token.ts";

/** By the heading in docs/tokens.md under which their settings are. */
const providerTokens: Readonly<Record<string, readonly ProviderToken[]>> = {
  Keycloak: keycloak,
  Auth0: auth0,
  Okta: okta,
  "Microsoft Entra ID": entraId,
  "Amazon Cognito": cognito,
  Google: google,
  "ORY Hydra": hydra,
  Logto: logto,
};

const guide = readFileSync(new URL("../../../../docs/tokens.md", import.meta.url), "utf8");

/** The settings under a heading of the guide. */
function documentedTokens(heading: string) {
  const [, section = ""] = guide.split(`\n### ${heading}\n`);
  const [, json = ""] = /^\s*```json\n(.*?)\n```/s.exec(section) ?? [];
  const { tokens } = validSettings({
    version: 1,
    ...JSON.parse(json),
    accessRules: [{ who: "anyone", may: ["read"], on: { api: true } }],
  });
  return tokens ?? assert.fail(heading);
}

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Stands for a verifier that finds every signature valid. */
const trusting: TokenVerifiers = {
  jwt: {
    verify: async ({ text }) => ({
      claims: JSON.parse(Buffer.from(text.split(".")[1] ?? "", "base64url").toString()),
      rememberUntil: 0,
      current: () => true,
    }),
  },
  opaque: { verify: () => Promise.reject(new Error("nobody is asked about a JSON Web Token")) },
};

function judged(heading: string, { header, claims }: ProviderToken) {
  const token = `${encoded(header)}.${encoded(claims)}.${encoded({ signature: "any" })}`;
  const authenticate = bearerTokenAuthenticator(
    documentedTokens(heading),
    trusting,
    new TokenMemory(Date.now),
  );
  return authenticate(asked("GET", "/", { authorization: `Bearer ${token}` }), noHurry);
}

describe("under the settings that are documented", () => {
  for (const [heading, tokens] of Object.entries(providerTokens)) {
    for (const token of tokens) {
      test(`${token.title} is ${token.reason === undefined ? "accepted" : `refused: ${token.reason}`}`, async () => {
        const answer = await judged(heading, token);
        if (token.reason === undefined) {
          assert.ok(answer.kind === "recognised", JSON.stringify(answer));
          assert.equal(answer.principal.id, token.claims.sub);
          assert.equal(answer.principal.issuer, token.claims.iss);
          assert.deepEqual(answer.principal.scopes, token.scopes);
        } else assert.deepEqual(answer, { kind: "rejected", reason: token.reason });
      });
    }
  }
});
