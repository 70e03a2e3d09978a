/** The static texts that clients see: challenges, exception bodies, protected resource metadata. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { bearerChallenge, challenges } from "#core/http/challenges";
import { exceptionBody } from "#core/http/exception-body";
import { protectedResourceMetadata } from "#core/http/protected-resource";
import { validSettings } from "#core/settings/read-settings";
import { holdsFor, runsOf } from "#test/properties/seeded";

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

test("a body says where help is, whatever API Gateway would read in that address, and keeps its variables", () => {
  const helpUrl = 'https://www.example.org/help?of=$context.stage&a="b\\';
  const text = exceptionBody(
    { code: "Forbidden", title: "$context.error.message", detail: "No." },
    { helpUrl, reason: true },
  );
  assert.deepEqual(text.match(/\$[a-z.]+/gi), ["$context.authorizer.reason", "$context.extendedRequestId"]);
  const { helpUrl: told, title, reason, extendedRequestId } = JSON.parse(text);
  assert.deepEqual([told, title], [helpUrl, "$context.error.message"]);
  assert.deepEqual([reason, extendedRequestId], ["$context.authorizer.reason", "$context.extendedRequestId"]);
});

test("a body is JSON whatever its texts and its address of help are", async (t) => {
  await holdsFor(
    runsOf(300),
    fc.property(
      fc.string({ unit: "binary" }),
      fc.webUrl({ withQueryParameters: true }),
      (detail, helpUrl) => {
        const text = exceptionBody({ code: "c", title: "t", detail }, { helpUrl });
        assert.deepEqual(text.match(/\$/g)?.length, 1);
        const body = JSON.parse(text);
        assert.deepEqual([body.detail, body.description, body.helpUrl], [detail, detail, helpUrl]);
      },
    ),
    t,
  );
});

test("a body has neither help nor reason unless told so", () => {
  const body = JSON.parse(exceptionBody({ status: 500, code: "c", title: "t", detail: "d" }));
  assert.deepEqual(Object.keys(body), [
    "type",
    "title",
    "status",
    "detail",
    "code",
    "description",
    "extendedRequestId",
  ]);
});

test("the challenge of a 403 that names no scope leads to the metadata", () => {
  assert.equal(bearerChallenge("maps", metadata), `Bearer realm="maps", resource_metadata="${metadata}"`);
});

test("the metadata says where people find help", () => {
  const helpUrl = "https://www.example.org/help";
  const told = protectedResourceMetadata(
    settings({ api: { refusals: { helpUrl } }, tokens: { issuers: [issuer] } }),
    "https://api.example.org",
  );
  assert.equal(JSON.parse(told).resource_documentation, helpUrl);
});

test("the metadata names the resource, its issuers and the scopes that rules ask for", () => {
  const document = JSON.parse(
    protectedResourceMetadata(settings({ tokens: { issuers: [issuer] } }), "https://api.example.org"),
  );
  assert.deepEqual(document, {
    resource: "https://api.example.org",
    resource_name: "ogc-api",
    authorization_servers: ["https://login.example.org"],
    bearer_methods_supported: ["header"],
    scopes_supported: ["wells:read"],
  });
});

test("the metadata lists no scopes where it is hidden what a scope would open", () => {
  const api = { refusals: { missingScope: "hidden" } };
  const told = protectedResourceMetadata(
    settings({ api, tokens: { issuers: [issuer] } }),
    "https://api.example.org",
  );
  assert.doesNotMatch(told, /wells|scopes_supported/);
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
