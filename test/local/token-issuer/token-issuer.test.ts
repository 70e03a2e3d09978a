/** The development token issuer: its tokens, keys and metadata. */
import assert from "node:assert/strict";
import { describe, type TestContext, test } from "node:test";
import { createRemoteJWKSet, decodeProtectedHeader, errors, jwtVerify } from "jose";
import { startTokenIssuer } from "#local/token-issuer/token-issuer";

async function started(context: TestContext, options = {}) {
  const issuer = await startTokenIssuer(options);
  context.after(() => issuer.close());
  return issuer;
}

async function jsonAt(url: string) {
  const response = await fetch(url);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe("an access token", () => {
  test("has the header and every claim that RFC 9068 requires, and its signature verifies", async (context) => {
    const issuer = await started(context);
    const token = await issuer.token();
    const { payload, protectedHeader } = await jwtVerify(token, createRemoteJWKSet(new URL(issuer.jwksUri)), {
      issuer: issuer.issuer,
      audience: "ogc-api",
      typ: "at+jwt",
      algorithms: ["RS256"],
      requiredClaims: ["iss", "sub", "aud", "exp", "iat", "jti", "client_id"],
    });
    assert.equal(protectedHeader.typ, "at+jwt");
    assert.equal(payload.sub, issuer.clientId);
    assert.equal((payload.exp ?? 0) - (payload.iat ?? 0), 3600);
  });

  test("has an id of its own every time", async (context) => {
    const issuer = await started(context);
    assert.notEqual(await issuer.token(), await issuer.token());
  });

  test("can be signed with ES256", async (context) => {
    const issuer = await started(context);
    const token = await issuer.token({}, { algorithm: "ES256" });
    const { protectedHeader } = await jwtVerify(token, createRemoteJWKSet(new URL(issuer.jwksUri)));
    assert.equal(protectedHeader.alg, "ES256");
  });

  test("carries the claims that are asked for, and misses those that are taken away", async (context) => {
    const issuer = await started(context, { audience: "https://maps.example.org" });
    const token = await issuer.token({ sub: "ann", groups: ["hydrology"], client_id: undefined });
    const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(issuer.jwksUri)));
    assert.equal(payload.sub, "ann");
    assert.equal(payload.aud, "https://maps.example.org");
    assert.deepEqual(payload.groups, ["hydrology"]);
    assert.ok(!("client_id" in payload));
  });

  test("can be of another type or of none", async (context) => {
    const issuer = await started(context);
    assert.equal(decodeProtectedHeader(await issuer.token({}, { typ: "JWT" })).typ, "JWT");
    assert.ok(!("typ" in decodeProtectedHeader(await issuer.token({}, { typ: undefined }))));
  });

  test("can be expired", async (context) => {
    const issuer = await started(context);
    const token = await issuer.token({}, { expiresInSeconds: -60 });
    const verifying = jwtVerify(token, createRemoteJWKSet(new URL(issuer.jwksUri)));
    await assert.rejects(verifying, errors.JWTExpired);
  });
});

describe("the keys", () => {
  test("are public ones only: an RSA key of 2048 bits and a P-256 key", async (context) => {
    const issuer = await started(context);
    const { keys } = (await jsonAt(issuer.jwksUri)).body as { keys: Record<string, string>[] };
    assert.deepEqual(
      keys.map(({ kty, alg, use, crv }) => ({ kty, alg, use, crv })),
      [
        { kty: "RSA", alg: "RS256", use: "sig", crv: undefined },
        { kty: "EC", alg: "ES256", use: "sig", crv: "P-256" },
      ],
    );
    assert.equal(Buffer.from(keys[0]?.n ?? "", "base64url").length, 256);
    for (const key of keys) assert.ok(!("d" in key));
  });

  test("are others after a rotation, so that an earlier token has no key any more", async (context) => {
    const issuer = await started(context);
    const before = await issuer.token();
    await issuer.rotateKeys();
    const keySet = createRemoteJWKSet(new URL(issuer.jwksUri));
    await assert.rejects(jwtVerify(before, keySet), errors.JWKSNoMatchingKey);
    await jwtVerify(await issuer.token(), keySet);
  });

  test("are counted when they are asked for", async (context) => {
    const issuer = await started(context);
    assert.equal(issuer.jwksRequests, 0);
    await jsonAt(issuer.jwksUri);
    await jsonAt(issuer.jwksUri);
    assert.equal(issuer.jwksRequests, 2);
  });
});

describe("the metadata", () => {
  test("is the same and true under both well-known names", async (context) => {
    const issuer = await started(context);
    for (const name of ["openid-configuration", "oauth-authorization-server"]) {
      const { body } = await jsonAt(`${issuer.issuer}/.well-known/${name}`);
      assert.equal(body.issuer, issuer.issuer);
      assert.equal(body.jwks_uri, issuer.jwksUri);
      assert.equal(body.token_endpoint, issuer.tokenEndpoint);
      assert.deepEqual(body.grant_types_supported, ["client_credentials"]);
      assert.ok(!("authorization_endpoint" in body));
    }
  });

  test("is asked for by GET, and nothing else is there", async (context) => {
    const issuer = await started(context);
    const posted = await fetch(issuer.jwksUri, { method: "POST" });
    assert.equal(posted.status, 405);
    assert.equal(posted.headers.get("Allow"), "GET");
    assert.equal((await jsonAt(`${issuer.issuer}/authorize`)).status, 404);
  });
});
