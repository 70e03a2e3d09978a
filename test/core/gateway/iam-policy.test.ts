/** The policies that the authorizer answers with. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { isContextName } from "#core/gateway/authorizer-context";
import { allowPolicy as allowPolicyOf, denyPolicy } from "#core/gateway/iam-policy";
import { type MethodArn, methodArn } from "#core/gateway/method-arn";
import type { Allowed, Forbidden } from "#core/outcome";
import { anonymous, type Principal } from "#core/principal";
import { holdsFor, runsOf } from "#test/properties/seeded";
import { stageArn } from "./event.ts";

const allowPolicy = (outcome: Allowed, asked: MethodArn) => allowPolicyOf(outcome, asked, "ogc-api");
const told = { realm: "ogc-api", missingScope: "named", showReason: false } as const;
const arn = (path: string) => methodArn(`${stageArn}/GET${path}`);
const principal: Principal = {
  kind: "token",
  id: "u1",
  issuer: "https://login.example.org",
  scheme: "bearer",
  scopes: ["a", "b"],
  claims: { secretive: "yes" },
};
const allowed = (more: Partial<Allowed> = {}): Allowed => ({
  kind: "allowed",
  reason: "policy_allowed",
  principal,
  context: {},
  ...more,
});
const forbidden = (more: Partial<Forbidden> = {}): Forbidden => ({
  kind: "forbidden",
  reason: "r",
  principal,
  ...more,
});

describe("an allow", () => {
  test("is for exactly the method that was asked for, with the principal as context", () => {
    assert.deepEqual(allowPolicy(allowed({ context: { tenant: "north" } }), arn("/collections/wells")), {
      principalId: "u1",
      policyDocument: {
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Action: "execute-api:Invoke", Resource: `${stageArn}/GET/collections/wells` },
        ],
      },
      context: {
        tenant: "north",
        principalKind: "token",
        scheme: "bearer",
        issuer: "https://login.example.org",
        scopes: "a b",
        ogcApiAuthorizer: "ogc-api",
      },
    });
  });

  test("tells the id of an API key, which no policy can give", () => {
    const ofKey: Principal = {
      ...principal,
      kind: "api-key",
      id: "partner",
      keyId: "mfzwizltoqqg",
      issuer: "",
      scheme: "apiKey",
    };
    const answer = allowPolicy(allowed({ principal: ofKey, context: { keyId: "forged" } }), arn("/"));
    assert.ok("context" in answer);
    assert.deepEqual([answer.principalId, answer.context.keyId], ["partner", "mfzwizltoqqg"]);
    assert.equal(isContextName("keyId"), false);
  });

  test("bears the authorizer's name, which no policy can take or replace", () => {
    assert.equal(isContextName("ogcApiAuthorizer"), false);
    const answer = allowPolicy(allowed({ context: { ogcApiAuthorizer: "forged" } }), arn("/"));
    assert.equal("context" in answer && answer.context.ogcApiAuthorizer, "ogc-api");
  });

  test("is never given for a resource with a wildcard or a policy variable", () => {
    for (const path of ["/a*", "/a?", "/${aws:username}", "/*"]) {
      assert.deepEqual(allowPolicy(allowed(), arn(path)), { refused: "policy_resource_wildcard" });
    }
  });

  test("is never given where the policy would not fit", () => {
    assert.deepEqual(allowPolicy(allowed(), arn(`/${"a".repeat(512)}`)), {
      refused: "policy_resource_too_long",
    });
    const scopes = Array.from({ length: 1000 }, (_, index) => `scope-${index}`);
    assert.deepEqual(allowPolicy(allowed({ principal: { ...principal, scopes } }), arn("/")), {
      refused: "policy_too_large",
    });
  });
});

test("an allow fits the 8 KB that API Gateway takes, and is refused only where it does not", (context) => {
  const texts = fc.tuple(
    fc.constantFrom("a", "\u001f", "\u00e4", "\u2028", "\ud83d\ude00", "\ud800", '"'),
    fc.integer({ min: 0, max: 3000 }),
  );
  const text = texts.map(([character, count]) => character.repeat(count));
  const small = text.map((value) => value.slice(0, 1024));
  const property = fc.property(text, text, fc.array(small, { maxLength: 4 }), (id, scope, values) => {
    const handed = Object.fromEntries(values.map((value, index) => [`member${index}`, value]));
    const outcome = allowed({ principal: { ...principal, id, scopes: [scope] }, context: handed });
    const written = {
      principalId: id,
      policyDocument: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "execute-api:Invoke", Resource: arn("/").text }],
      },
      context: {
        ...handed,
        principalKind: "token",
        scheme: "bearer",
        issuer: principal.issuer,
        scopes: scope,
        ogcApiAuthorizer: "ogc-api",
      },
    };
    const fits = Buffer.byteLength(JSON.stringify(written)) <= 8192;
    assert.deepEqual(allowPolicy(outcome, arn("/")), fits ? written : { refused: "policy_too_large" });
  });
  return holdsFor(runsOf(500), property, context);
});

describe("a deny", () => {
  test("is explicit, for the whole stage, and holds nothing that a client sent", () => {
    for (const path of ["/", "/a*", "/${x}", `/${"a".repeat(900)}`]) {
      const { principalId, policyDocument, context } = denyPolicy(
        forbidden({ principal: anonymous }),
        arn(path),
        told,
      );
      assert.equal(principalId, "anonymous");
      assert.equal(context.ogcApiAuthorizer, undefined);
      assert.deepEqual(policyDocument.Statement, [
        { Effect: "Deny", Action: "execute-api:Invoke", Resource: `${stageArn}/*` },
      ]);
    }
  });

  test("names the scope that would have been enough, where scopes were the reason", () => {
    const { context } = denyPolicy(forbidden({ sufficientScope: "wells:read" }), arn("/"), told);
    assert.equal(
      context.wwwAuthenticate,
      'Bearer realm="ogc-api", error="insufficient_scope", scope="wells:read"',
    );
  });

  test("names no scope to the holder of an API key, who could do nothing about it", () => {
    const outcome = forbidden({
      sufficientScope: "wells:read",
      principal: { ...principal, kind: "api-key" },
    });
    assert.equal(denyPolicy(outcome, arn("/"), told).context.wwwAuthenticate, undefined);
  });

  test("names no scope where the settings point to the metadata, or hide what a scope would open", () => {
    for (const missingScope of ["metadata", "hidden"] as const) {
      const outcome = forbidden({ sufficientScope: "wells:read", reason: "insufficient_scope" });
      assert.deepEqual(denyPolicy(outcome, arn("/"), { ...told, missingScope }).context, {
        principalKind: "token",
      });
    }
  });

  test("tells its reason code only where the settings show it", () => {
    const outcome = forbidden({ reason: "not_granted" });
    assert.equal(denyPolicy(outcome, arn("/"), told).context.reason, undefined);
    assert.equal(denyPolicy(outcome, arn("/"), { ...told, showReason: true }).context.reason, "not_granted");
  });

  test("leaves out a scope that a header cannot hold, or that would not fit", () => {
    for (const sufficientScope of ['a"b', "a b", "a\r\nSet-Cookie: x", "ä", "s".repeat(9000)]) {
      assert.equal(
        denyPolicy(forbidden({ sufficientScope }), arn("/"), told).context.wwwAuthenticate,
        undefined,
      );
    }
  });
});
