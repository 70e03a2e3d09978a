/** Whom an accepted token stands for. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { scopesOf, subjectOf, tokenPrincipal } from "#core/authenticate/token/token-principal";
import { issuerAddress, issuerOf } from "./issuer-of.ts";

describe("the subject", () => {
  const subject = (sub: unknown) => subjectOf({ sub }, issuerOf());

  test("is a text of up to 255 characters", () => {
    for (const sub of ["u1", "auth0|123", "x".repeat(255), "Zoë", "a b", "用户", "👤"]) {
      assert.equal(subject(sub), sub);
    }
    for (const sub of [undefined, null, "", 7, true, ["u1"], { id: "u1" }, "x".repeat(256)]) {
      assert.equal(subject(sub), undefined, JSON.stringify(sub));
    }
  });

  test("holds nothing that a log or a header would show as something else", () => {
    const invisible = [
      "\n",
      "\0",
      "\x7F",
      "\x85",
      "\u2028",
      "\u2029",
      "\u202E",
      "\u200B",
      "\uFEFF",
      "\uE000",
    ];
    for (const character of [...invisible, "\uD800", "\uDFFF", "\u{E0041}"]) {
      assert.equal(subject(`u${character}1`), undefined, JSON.stringify(character));
    }
  });

  test("may be a number only in another claim than `sub`, as its digits", () => {
    const issuer = issuerOf({ subjectClaim: "id" });
    assert.equal(subjectOf({ id: 583_231 }, issuer), "583231");
    assert.equal(subjectOf({ id: "583231" }, issuer), "583231");
    for (const id of [1.5, -1, 2 ** 53, Number.NaN, true]) assert.equal(subjectOf({ id }, issuer), undefined);
  });

  test("is not what every object inherits", () => {
    for (const subjectClaim of ["constructor", "__proto__", "toString"]) {
      assert.equal(subjectOf({}, issuerOf({ subjectClaim })), undefined);
    }
  });
});

describe("the scopes", () => {
  test("are of the claim that the settings name, and of no other", () => {
    const claims = { scope: "a", scp: ["b"], rights: "c d" };
    assert.deepEqual(scopesOf(claims, issuerOf({ scopeClaim: "rights" })), ["c", "d"]);
    assert.deepEqual(scopesOf(claims, issuerOf({ scopeClaim: "scp" })), ["b"]);
    assert.deepEqual(scopesOf(claims, issuerOf({ scopeClaim: "constructor" })), []);
  });

  test("are none where the claim is neither text nor list", () => {
    for (const scope of [null, 7, true, {}, { 0: "admin" }, ""]) {
      assert.deepEqual(scopesOf({ scope }, issuerOf()), [], JSON.stringify(scope));
    }
  });
});

describe("the principal", () => {
  test("shows the policy the claims that the settings name", () => {
    const claims = { sub: "u1", groups: ["a"], email: "u1@example.org" };
    const principal = tokenPrincipal(claims, issuerOf({ policyClaims: ["sub", "groups"] }));
    assert.deepEqual(principal.claims, { sub: "u1", groups: ["a"] });
    assert.deepEqual([principal.id, principal.issuer], ["u1", issuerAddress]);
  });

  test("has a claim called __proto__ as a claim, and no other prototype for it", () => {
    const claims = JSON.parse('{"sub":"u1","__proto__":{"groups":["admin"]}}');
    const principal = tokenPrincipal(claims, issuerOf());
    assert.equal(Object.getPrototypeOf(principal.claims), Object.prototype);
    assert.equal(principal.claims.groups, undefined);
  });
});
