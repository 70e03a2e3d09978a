/** The token endpoint: the client credentials grant of RFC 6749. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { startTokenIssuer, type TokenIssuer } from "#local/token-issuer/token-issuer";

let issuer: TokenIssuer;
before(async () => {
  issuer = await startTokenIssuer();
});
after(() => issuer.close());

const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`;

async function post(form: Record<string, string> | string, headers: Record<string, string> = {}) {
  const response = await fetch(issuer.tokenEndpoint, {
    method: "POST",
    body: typeof form === "string" ? form : new URLSearchParams(form).toString(),
    headers: { "Content-Type": "application/x-www-form-urlencoded", ...headers },
  });
  const body = (await response.json()) as Record<string, unknown>;
  return { status: response.status, headers: response.headers, body };
}

async function claimsOf(token: unknown) {
  return (await jwtVerify(String(token), createRemoteJWKSet(new URL(issuer.jwksUri)))).payload;
}

describe("a client that proves who it is", () => {
  test("in the Authorization header gets a bearer token with the scope it asks for", async () => {
    const answer = await post(
      { grant_type: "client_credentials", scope: "wells:read jobs" },
      { Authorization: basic(issuer.clientId, issuer.clientSecret) },
    );
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get("Cache-Control"), "no-store");
    assert.equal(answer.headers.get("Pragma"), "no-cache");
    assert.equal(answer.body.token_type, "Bearer");
    assert.equal(answer.body.expires_in, 3600);
    assert.equal(answer.body.scope, "wells:read jobs");
    const claims = await claimsOf(answer.body.access_token);
    assert.equal(claims.scope, "wells:read jobs");
    assert.equal(claims.aud, "ogc-api");
    assert.equal(claims.sub, issuer.clientId);
    assert.equal(claims.client_id, issuer.clientId);
  });

  test("in the form gets a token, without scope when it asks for none", async () => {
    const { clientId: client_id, clientSecret: client_secret } = issuer;
    const answer = await post({ grant_type: "client_credentials", client_id, client_secret });
    assert.equal(answer.status, 200);
    assert.ok(!("scope" in (await claimsOf(answer.body.access_token))));
  });

  test("gets a token for the resource that it names", async () => {
    const resource = "https://api.example.org/v1";
    const answer = await post(
      { grant_type: "client_credentials", resource },
      { Authorization: basic(issuer.clientId, issuer.clientSecret) },
    );
    assert.equal((await claimsOf(answer.body.access_token)).aud, resource);
  });
});

describe("a client is not recognised", () => {
  const form = { grant_type: "client_credentials" };

  test("with a wrong secret or name in the header, and is challenged there", async () => {
    const attempts = [
      basic(issuer.clientId, "wrong"),
      basic("other", issuer.clientSecret),
      basic(issuer.clientId, `${issuer.clientSecret}:`),
      basic(issuer.clientId, "%zz"),
      "Basic ?",
      `Bearer ${issuer.clientSecret}`,
    ];
    for (const Authorization of attempts) {
      const answer = await post(form, { Authorization });
      assert.equal(answer.status, 401, Authorization);
      assert.equal(answer.body.error, "invalid_client");
      assert.match(answer.headers.get("WWW-Authenticate") ?? "", /^Basic realm=/);
    }
  });

  test("with a wrong secret in the form, or without any", async () => {
    for (const credentials of [
      { client_id: issuer.clientId, client_secret: "wrong" },
      { client_id: issuer.clientId },
      {},
    ]) {
      const answer = await post({ ...form, ...credentials });
      assert.equal(answer.status, 401);
      assert.equal(answer.body.error, "invalid_client");
      assert.equal(answer.headers.get("WWW-Authenticate"), null);
    }
  });
});

describe("a request is refused", () => {
  const cases = [
    ["without grant type", "scope=a", "invalid_request"],
    ["with an empty grant type", "grant_type=", "invalid_request"],
    ["with a parameter given twice", "grant_type=client_credentials&scope=a&scope=b", "invalid_request"],
    ["with another grant type", "grant_type=password", "unsupported_grant_type"],
    ["with a scope that is none", "grant_type=client_credentials&scope=a%22b", "invalid_scope"],
    ["with a resource that is no address", "grant_type=client_credentials&resource=wells", "invalid_target"],
    [
      "with a body that is too large",
      `grant_type=client_credentials&x=${"x".repeat(20_000)}`,
      "invalid_request",
    ],
  ] as const;
  for (const [name, form, error] of cases) {
    test(`${name}: ${error}`, async () => {
      const answer = await post(form, { Authorization: basic(issuer.clientId, issuer.clientSecret) });
      assert.equal(answer.status, 400);
      assert.equal(answer.body.error, error);
      assert.ok(!("access_token" in answer.body));
    });
  }

  test("with credentials in both places: invalid_request", async () => {
    const { clientId: client_id, clientSecret: client_secret } = issuer;
    const form = { grant_type: "client_credentials", client_id, client_secret };
    const answer = await post(form, { Authorization: basic(client_id, client_secret) });
    assert.equal(answer.status, 400);
    assert.equal(answer.body.error, "invalid_request");
  });

  test("with a body of another type: invalid_request", async () => {
    const answer = await post("{}", {
      "Content-Type": "application/json",
      Authorization: basic(issuer.clientId, issuer.clientSecret),
    });
    assert.equal(answer.body.error, "invalid_request");
  });

  test("by GET: 405", async () => {
    const response = await fetch(issuer.tokenEndpoint);
    assert.equal(response.status, 405);
    assert.equal(response.headers.get("Allow"), "POST");
  });
});

test("no answer of the endpoint shows the client's secret", async () => {
  const { clientId: client_id, clientSecret: client_secret } = issuer;
  for (const grant_type of ["client_credentials", "password"]) {
    const answer = await post({ grant_type, client_id, client_secret });
    assert.ok(!JSON.stringify(answer.body).includes(client_secret));
  }
});
