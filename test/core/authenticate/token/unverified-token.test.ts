/** The gates that read a token without trusting it: its JSON, its header, its issuer. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { isJwt, unverifiedToken } from "#core/authenticate/token/unverified-token";
import { issuerAddress, issuerOf } from "./issuer-of.ts";

const header = { alg: "RS256", kid: "k1" };
const claims = { iss: issuerAddress, exp: 4_000_000_000 };
const issuers = new Map([[issuerAddress, issuerOf()]]);

const encoded = (part: unknown) =>
  Buffer.from(typeof part === "string" ? part : JSON.stringify(part)).toString("base64url");
const read = (head: unknown = header, payload: unknown = claims) =>
  unverifiedToken(`${encoded(head)}.${encoded(payload)}.c2ln`, issuers);
const refusal = (head?: unknown, payload?: unknown) => {
  const token = read(head, payload);
  return "rejected" in token ? token.rejected : "let through";
};

describe("the header", () => {
  test("must not have what would let the token choose its key, or its reading, whatever the value", () => {
    for (const name of ["crit", "b64", "jku", "jwk", "x5u", "zip", "cty"]) {
      for (const value of [null, false, "", [], "JWT"]) {
        assert.equal(refusal({ ...header, [name]: value }), "token_header_parameter", name);
      }
    }
  });

  test("may name certificates, which nobody reads", () => {
    assert.equal(refusal({ ...header, x5c: ["MII"], x5t: "x", "x5t#S256": "x" }), "let through");
  });

  test("has its algorithm itself", () => {
    assert.equal(refusal('{"__proto__":{"alg":"RS256"}}'), "token_algorithm");
  });
});

describe("the JSON", () => {
  test("counts the last of two members with one name, as every later parser of the token does", () => {
    assert.equal(refusal('{"alg":"RS256","alg":"none"}'), "token_algorithm");
    assert.equal(refusal('{"alg":"none","alg":"RS256"}'), "let through");
    const twice = `{"iss":"https://evil.example","exp":1,"exp":4000000000,"iss":"${issuerAddress}"}`;
    assert.equal(refusal(header, twice), "let through");
  });

  test("is UTF-8 without a byte order mark", () => {
    assert.equal(refusal(`\uFEFF${JSON.stringify(header)}`), "token_not_jwt");
    assert.equal(refusal(header, `\uFEFF${JSON.stringify(claims)}`), "token_not_jwt");
    const latin1 = Buffer.from('{"iss":"\xFC"}', "latin1").toString("base64url");
    assert.deepEqual(unverifiedToken(`${encoded(header)}.${latin1}.c2ln`, issuers), {
      rejected: "token_not_jwt",
    });
  });

  test("is not nested too deep, in the header as in the claims", () => {
    const nested = `{"a":${"[".repeat(3000)}${"]".repeat(3000)}}`;
    assert.equal(refusal(nested), "token_too_deep");
    assert.equal(refusal(header, nested), "token_too_deep");
  });

  test("may have 32 objects and lists within each other, the outermost among them, and not one more", () => {
    for (const [open, inmost, close] of [
      ["[", "[]", "]"],
      ['{"a":', "{}", "}"],
    ] as const) {
      const nested = (levels: number) => open.repeat(levels - 1) + inmost + close.repeat(levels - 1);
      const withNested = (json: object, levels: number) =>
        `${JSON.stringify(json).slice(0, -1)},"a":${nested(levels)}}`;
      assert.equal(refusal(withNested(header, 31), withNested(claims, 31)), "let through");
      assert.equal(refusal(withNested(header, 32)), "token_too_deep");
      assert.equal(refusal(header, withNested(claims, 32)), "token_too_deep");
    }
  });

  test("may have any number of objects and lists beside each other, and of brackets in its texts", () => {
    const many = {
      ...claims,
      lists: Array(100).fill([]),
      objects: Array(100).fill({}),
      text: "[{".repeat(100),
    };
    assert.equal(refusal(header, many), "let through");
  });

  test("loses members with names that every object inherits, however these are written", () => {
    for (const name of ["__proto__", "constructor", "\\u005f_proto__", "c\\u006fnstructor"]) {
      for (const more of [`"${name}":{"admin":true}`, `"list":[{"${name}":1}]`]) {
        const token = read(header, `{"iss":"${issuerAddress}","exp":4000000000,${more}}`);
        assert.ok("claims" in token);
        const { list = [{}] } = token.claims as { list?: object[] };
        assert.deepEqual(Object.keys({ ...token.claims, list: 0 }), ["iss", "exp", "list"], name);
        assert.deepEqual(list.map(Object.getOwnPropertyNames), [[]], name);
      }
    }
  });
});

test("an issuer is not found by what every object inherits", () => {
  for (const iss of ["__proto__", "constructor", "toString"]) {
    assert.equal(refusal(header, { ...claims, iss }), "token_issuer_unknown");
  }
});

test("an expiry is a number that there is", () => {
  assert.equal(refusal(header, `{"iss":"${issuerAddress}","exp":1e400}`), "token_without_expiry");
  for (const exp of ["4000000000", null, [4_000_000_000], true]) {
    assert.equal(refusal(header, { ...claims, exp }), "token_without_expiry");
  }
  for (const exp of [4_000_000_000.5, 1e308, -1]) {
    assert.equal(
      refusal(header, { ...claims, exp }),
      "let through",
      "its time is judged after the signature",
    );
  }
});

test("what claims to be a JWT is known by its header alone", () => {
  assert.ok(isJwt(`${encoded({})}..`));
  for (const text of ["", "..", "a.b.c", `${encoded([])}.b.c`, `${encoded({})}.b`, `${encoded({})}.b.c.d`]) {
    assert.ok(!isJwt(text), text);
  }
});
