/** The static texts that clients see: challenges, exception bodies, protected resource metadata. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { challenges } from "#core/http/challenges";
import { exceptionBody } from "#core/http/exception-body";
import { protectedResourceMetadata } from "#core/http/protected-resource";
import { validSettings } from "#core/settings/read-settings";

const issuer = {
  issuer: "https://login.example.org",
  jwksUri: "https://login.example.org/jwks",
  audiences: ["a"],
};
const accessRules = [
  { who: { scope: "wells:read" }, may: ["read"], on: { collections: ["wells"] } },
  { who: { scope: "wells:read" }, may: ["read"], on: { api: true } },
];
const settings = (schemes: object) => validSettings({ version: 1, accessRules, ...schemes });
const metadata = "https://api.example.org/.well-known/oauth-protected-resource";

test("a 401 carries a challenge for every configured scheme, and no error", () => {
  assert.equal(
    challenges(settings({ apiKeys: { header: "X-Key" }, tokens: { issuers: [issuer] } }), metadata),
    `Bearer realm="ogc-api", resource_metadata="${metadata}", ApiKey realm="ogc-api", header="X-Key"`,
  );
  assert.equal(challenges(settings({ apiKeys: {} }), metadata), 'ApiKey realm="ogc-api", header="X-API-Key"');
  assert.doesNotMatch(challenges(settings({ tokens: { issuers: [issuer] } }), metadata), /error|ApiKey/);
});

test("a 401 challenges for Basic as well where keys may come by it, before all other schemes", () => {
  const basic = 'Basic realm="maps", charset="UTF-8"';
  const ofKeys = 'ApiKey realm="maps", header="X-API-Key"';
  const api = { realm: "maps" };
  const both = settings({ api, apiKeys: { basic: true }, tokens: { issuers: [issuer] } });
  assert.equal(
    challenges(both, metadata),
    `${basic}, Bearer realm="maps", resource_metadata="${metadata}", ${ofKeys}`,
  );
  assert.equal(challenges(settings({ api, apiKeys: { basic: true } }), metadata), `${basic}, ${ofKeys}`);
  const off = settings({ apiKeys: { queryParameter: "key" }, tokens: { issuers: [issuer] } });
  assert.doesNotMatch(challenges(off, metadata), /Basic/);
});

test("a body is an OGC exception and a problem detail in one", () => {
  const body = JSON.parse(
    exceptionBody({ status: 403, code: "Forbidden", title: "Forbidden", detail: "No." }),
  );
  assert.deepEqual(
    [body.type, body.title, body.status, body.detail, body.code, body.description],
    ["about:blank", "Forbidden", 403, "No.", "Forbidden", "No."],
  );
});

test("the metadata names the resource, its issuers and the scopes that rules ask for", () => {
  const document = JSON.parse(
    protectedResourceMetadata(settings({ tokens: { issuers: [issuer] } }), "https://api.example.org"),
  );
  assert.deepEqual(document, {
    resource: "https://api.example.org",
    authorization_servers: ["https://login.example.org"],
    bearer_methods_supported: ["header"],
    scopes_supported: ["wells:read"],
  });
});

test("the metadata names each authorization server once, and no provider that is asked by a user-info call", () => {
  const client = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:client-AbCdEf";
  const userInfo = { url: "https://git.example.org/user", clientHeader: "x-client" };
  const opaque = [
    { issuer: "https://git.example.org", prefix: "git_", clientIds: ["app"], userInfo },
    { issuer: issuer.issuer, audiences: ["a"], introspection: { clientSecretArn: client } },
  ];
  const servers = (tokens: object) =>
    JSON.parse(protectedResourceMetadata(settings({ tokens }), "https://api.example.org"))
      .authorization_servers;
  assert.deepEqual(servers({ issuers: [issuer], opaque }), [issuer.issuer]);
  assert.deepEqual(servers({ opaque: opaque.slice(0, 1) }), undefined);
});
