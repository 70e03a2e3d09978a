/** `explain` about opaque tokens: it asks whom it can ask without a secret, and otherwise says what it does not know. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import type { SettingsInput } from "#core/settings/schema";
import { newToken, type Provider, startProvider } from "#test/adapters/tokens/provider";
import { temporaryFolder } from "#test/infra/temporary-folder";
import { ran } from "../ran.ts";

const clientSecretArn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:introspection-AbCdEf";

function file(name: string, content: unknown): string {
  const made = path.join(temporaryFolder(), name);
  writeFileSync(made, typeof content === "string" ? content : JSON.stringify(content));
  return made;
}

describe("explain, asked by whom only an issuer knows,", () => {
  let provider: Provider;
  let settings: SettingsInput;
  before(async () => {
    provider = await startProvider();
    const tokens: SettingsInput["tokens"] = {
      issuers: [
        {
          issuer: `${provider.url}/jwt`,
          jwksUri: `${provider.url}/certs`,
          audiences: ["ogc-api"],
          introspection: { url: provider.introspectionUrl, clientSecretArn },
        },
      ],
      opaque: [
        {
          issuer: provider.url,
          audiences: ["ogc-api"],
          introspection: { url: provider.introspectionUrl, clientSecretArn },
        },
        {
          issuer: `${provider.url}/hub`,
          prefix: "gho_",
          clientIds: ["portal"],
          clientClaims: ["client_id"],
          subjectClaim: "id",
          userInfo: { url: provider.userInfoUrl },
        },
      ],
    };
    settings = {
      version: 1,
      tokens,
      accessRules: [{ who: "signed-in", may: ["read"], on: { api: true } }],
    };
  });
  after(() => provider?.close());

  const explain = async (who: string, standardInput = "") => {
    const command = [
      "explain",
      "GET",
      "/",
      "--settings",
      file("settings.json", settings),
      "--json",
      "--as",
      who,
    ];
    const { code, written, warned } = await ran(command, standardInput);
    assert.equal(code, 0, warned);
    return { written, ...JSON.parse(written) };
  };

  test("says that introspection would need a secret, which it does not read, and what to do instead", async () => {
    const token = newToken();
    const { outcome, written } = await explain("-", token);
    assert.deepEqual([outcome.kind, outcome.reason], ["fault", "secret_unavailable"]);
    assert.match(
      outcome.remedy,
      /^explain does not read the secret of tokens\.opaque\[\]\.introspection\.clientSecretArn, so .* name a file of the claims/,
    );
    assert.ok(!written.includes(token));
    assert.equal(provider.requests.length, 0);
  });

  test("takes claims with its `iss` for the issuer's answer, and judges them as one", async () => {
    const claims = { iss: provider.url, sub: "ann", aud: "ogc-api", scope: "a" };
    const { principal, outcome, remarks } = await explain(file("claims.json", claims));
    assert.deepEqual([principal.id, principal.issuer, principal.scopes], ["ann", provider.url, ["a"]]);
    assert.equal(outcome.kind, "allowed");
    assert.match(remarks.join(), /is taken to answer with these claims/);
    const other = await explain(file("claims.json", { ...claims, aud: "other" }));
    assert.deepEqual([other.outcome.kind, other.outcome.reason], ["challenged", "token_audience"]);
    for (const [more, reason] of [
      [{ exp: 1_700_000_000 }, "token_expired"],
      [{ nbf: 4_000_000_000 }, "token_not_yet_valid"],
      [{ active: false }, "token_inactive"],
      [{ token_use: "refresh_token" }, "token_not_access_token"],
    ] as const) {
      const { outcome } = await explain(file("claims.json", { ...claims, ...more }));
      assert.deepEqual([outcome.kind, outcome.reason], ["challenged", reason]);
    }
  });

  test("says that the issuer of claims which it signs itself is not asked", async () => {
    const claims = { iss: `${provider.url}/jwt`, sub: "ann", aud: "ogc-api" };
    const { outcome, remarks } = await explain(file("claims.json", claims));
    assert.equal(outcome.kind, "allowed");
    assert.match(remarks.join(), /is not asked about one that is made here/);
  });

  test("asks for user information, which needs no secret, also for a token in the place of a key's name", async () => {
    const token = newToken("gho_");
    provider.users.set(token, { headers: {}, body: { id: 7, client_id: "portal" } });
    for (const { principal, outcome, written } of [await explain(token), await explain("-", token)]) {
      assert.deepEqual([principal.kind, principal.id, outcome.kind], ["token", "7", "allowed"]);
      assert.ok(!written.includes(token));
    }
    const { outcome } = await explain(newToken("gho_"));
    assert.deepEqual([outcome.kind, outcome.reason], ["challenged", "token_inactive"]);
  });
});
