/** Settings of issuers that contradict each other, so that no token could be accepted, or the wrong one would be. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { least, mistakesOf } from "../mistakes-of.ts";

const arn = (name: string) => `arn:aws:secretsmanager:eu-central-1:123456789012:secret:${name}-AbCdEf`;
const jwt = {
  issuer: "https://login.example.org",
  jwksUri: "https://login.example.org/jwks",
  audiences: ["a"],
};
const introspection = {
  url: "https://hydra.example.org/introspect",
  clientSecretArn: arn("client"),
};
const userInfo = { url: "https://git.example.org/user", clientHeader: "x-client" };
const opaque = { issuer: "https://git.example.org", prefix: "git_", clientIds: ["app"] };

const names = (tokens: object, more: object = {}) => Object.keys(mistakesOf({ ...least, ...more, tokens }));
const ofJwt = (more: object) => names({ issuers: [{ ...jwt, ...more }] });
const ofOpaque = (...issuers: object[]) =>
  names({ opaque: issuers.map((issuer) => ({ ...opaque, ...issuer })) });

describe("an issuer of JSON Web Tokens is a mistake", () => {
  const cases: [string, object, string][] = [
    ["whose required claim is refused", { requiredClaims: { nonce: true } }, "requiredClaims.nonce"],
    ["that requires a bound token", { requiredClaims: { cnf: true } }, "requiredClaims.cnf"],
    ["that requires another issuer", { requiredClaims: { iss: "https://x.org" } }, "requiredClaims.iss"],
    [
      "that requires ID tokens as access tokens",
      { requiredClaims: { token_use: "id" } },
      "requiredClaims.token_use",
    ],
    ["that requires refresh tokens", { requiredClaims: { typ: "Refresh" } }, "requiredClaims.typ"],
    [
      "of ID tokens that requires access tokens",
      { accessTokenType: "id-token", requiredClaims: { token_use: "access" } },
      "requiredClaims.token_use",
    ],
    [
      "of ID tokens that is to introspect them",
      { accessTokenType: "id-token", introspection },
      "introspection",
    ],
  ];
  for (const [title, more, setting] of cases) {
    test(title, () => assert.deepEqual(ofJwt(more), [`tokens.issuers[0].${setting}`]));
  }

  test("whose required claim has a name that every object inherits", () => {
    for (const name of ["constructor", "__proto__", "toString"]) {
      const text = `{"version":1,"apiKeys":{},"accessRules":[{"who":"anyone","may":["read"],"on":{"api":true}}],
        "tokens":{"issuers":[{"issuer":"https://login.example.org","audiences":["a"],"requiredClaims":{"${name}":true}}]}}`;
      assert.deepEqual(Object.keys(mistakesOf(text)), [`tokens.issuers[0].requiredClaims.${name}`]);
    }
  });

  test("but not for requiring what its access tokens have", () => {
    for (const requiredClaims of [
      { typ: "Bearer" },
      { token_use: "access" },
      { cid: true, iss: jwt.issuer },
    ]) {
      assert.deepEqual(ofJwt({ requiredClaims }), []);
    }
  });
});

describe("a provider of opaque tokens is a mistake", () => {
  test("whose prefix is how JSON Web Tokens begin", () => {
    for (const prefix of ["e", "ey", "eyJ", "eyJhbGciOiJ", "ewog"]) {
      assert.deepEqual(ofOpaque({ prefix, userInfo }), ["tokens.opaque[0].prefix"], prefix);
    }
    for (const prefix of ["x", "eyes_", "ea", "gho_"])
      assert.deepEqual(ofOpaque({ prefix, userInfo }), [], prefix);
  });

  test("whose prefix begins another's, in either order", () => {
    const [short, long] = [
      { prefix: "gh", userInfo },
      { prefix: "gho_", userInfo },
    ];
    assert.deepEqual(ofOpaque(short, long), ["tokens.opaque[0].prefix"]);
    assert.deepEqual(ofOpaque(long, short), ["tokens.opaque[1].prefix"]);
  });

  test("that accepts anybody's client and names some", () => {
    assert.deepEqual(ofOpaque({ userInfo: { ...userInfo, anyClient: true } }), [
      "tokens.opaque[0].userInfo.anyClient",
    ]);
  });

  test("that is asked with a secret which is no client's", () => {
    const tokens = { opaque: [{ ...opaque, introspection }] };
    const apiKeys = { secretArn: introspection.clientSecretArn };
    assert.deepEqual(names(tokens, { apiKeys }), ["tokens.opaque[0].introspection.clientSecretArn"]);
    assert.deepEqual(names(tokens), []);
  });
});
