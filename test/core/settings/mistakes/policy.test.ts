/** Which settings an input format contradicts. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { selfSignedCertificate } from "#test/http/self-signed-certificate";
import { least, mistakesOf } from "../mistakes-of.ts";

const tokens = {
  issuers: [
    { issuer: "https://login.example.org", jwksUri: "https://login.example.org/jwks", audiences: ["a"] },
  ],
};
const { apiKeys: _keys, accessRules: _rules, ...bare } = least as Record<string, unknown>;
const remote = { engine: "remote", url: "https://opa.example.org" };
const fastApi = { ...remote, input: "fastapi-opa", decision: "httpapi/authz" };
const byToken = { ...remote, input: "method-api-jwt", decision: "demoapi/authz/allow" };
const mistakenSettings = (settings: object) => Object.keys(mistakesOf(settings)).sort();

describe("a foreign input", () => {
  test("goes with a decision of its own, and the credentials it has a place for", () => {
    assert.deepEqual(mistakesOf({ ...bare, apiKeys: {}, tokens, policy: fastApi }), {});
    assert.deepEqual(mistakesOf({ ...bare, tokens, policy: byToken }), {});
    assert.deepEqual(mistakesOf({ ...bare, tokens, policy: { ...fastApi, anonymous: "ask" } }), {});
  });

  test("is nothing that the policy that ships could read", () => {
    const { decision: _, ...policy } = fastApi;
    const mistakes = mistakesOf({ ...bare, tokens, policy });
    assert.match(mistakes["policy.decision"] ?? "", /httpapi\/authz.*fastapi-opa/);
  });

  test("has no place for headers", () => {
    const policy = { ...byToken, headers: ["x-project"] };
    assert.deepEqual(mistakenSettings({ ...bare, tokens, policy }), ["policy.headers"]);
  });
});

describe("the input method-api-jwt", () => {
  test("has no place for an API key", () => {
    assert.match(mistakesOf({ ...bare, apiKeys: {}, tokens, policy: byToken }).apiKeys ?? "", /no place/);
  });

  test("needs tokens, and cannot be made for anybody without one", () => {
    assert.deepEqual(mistakenSettings({ ...bare, apiKeys: {}, policy: byToken }), ["apiKeys", "tokens"]);
    const policy = { ...byToken, anonymous: "ask" };
    assert.deepEqual(mistakenSettings({ ...bare, tokens, policy }), ["policy.anonymous"]);
  });
});

describe("the base path", () => {
  test("can be left out of the input fastapi-opa alone, and only where there is one", () => {
    const without = { basePathInInput: false };
    for (const policy of [
      { ...remote, ...without },
      { ...byToken, ...without },
      { ...fastApi, ...without },
    ]) {
      assert.deepEqual(mistakenSettings({ ...bare, tokens, policy }), ["policy.basePathInInput"]);
    }
    assert.deepEqual(mistakesOf({ ...bare, tokens, policy: { ...fastApi, basePathInInput: true } }), {});
    const functionArn = "arn:aws:lambda:eu-central-1:123456789012:function:fastgeoapi";
    const backend = { kind: "lambda", functionArn, basePath: "/geoapi" };
    assert.deepEqual(mistakesOf({ ...bare, tokens, backend, policy: { ...fastApi, ...without } }), {});
  });
});

describe("the remote engine's certificates", () => {
  const { certificate, key } = selfSignedCertificate();
  const mistakenBy = (certificateAuthority: string, url = "https://opa.example.org") =>
    mistakesOf({ ...least, policy: { ...remote, url, certificateAuthority } });

  test("are one or more in PEM", () => {
    assert.deepEqual(mistakenBy(certificate), {});
    assert.deepEqual(mistakenBy(`${certificate}\n${selfSignedCertificate().certificate}`), {});
  });

  test("are nothing else, and the mistake shows nothing of it", () => {
    for (const text of ["", "canary", key, `${certificate}${key}`, certificate.replace("MII", "AAA")]) {
      const mistakes = mistakenBy(text);
      assert.match(mistakes["policy.certificateAuthority"] ?? "", /certificates in PEM/);
      assert.doesNotMatch(JSON.stringify(mistakes), /canary|PRIVATE/);
    }
  });

  test("are for https", () => {
    const mistakes = mistakenBy(certificate, "http://127.0.0.1:8181");
    assert.match(mistakes["policy.certificateAuthority"] ?? "", /https/);
  });
});

test("the secret of OPA's token is named by its full ARN", () => {
  const named = (tokenSecretArn: string) => mistakesOf({ ...least, policy: { ...remote, tokenSecretArn } });
  const arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:opa-token-AbCdEf";
  assert.deepEqual(named(arn), {});
  for (const wrong of ["opa-token", arn.replace("-AbCdEf", ""), "s.ecret"]) {
    assert.match(named(wrong)["policy.tokenSecretArn"] ?? "", /full ARN/);
  }
});
