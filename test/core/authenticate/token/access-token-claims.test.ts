/** For whom a token is, and to which client it was issued: by claims of any type and any name. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { acceptedClaims } from "#core/authenticate/token/access-token-claims";
import { issuerOf } from "./issuer-of.ts";

const sound = { sub: "u1", aud: "ogc-api" };
const judged = (claims: object, more: object = {}) =>
  acceptedClaims({ ...sound, ...claims }, issuerOf(more)) ?? "accepted";

describe("the audience", () => {
  test("is one text or a list of texts that holds ours", () => {
    for (const aud of ["ogc-api", ["ogc-api"], ["other", "ogc-api"]])
      assert.equal(judged({ aud }), "accepted");
  });

  test("is refused in any other form, also where ours stands in it", () => {
    const others = [undefined, null, 7, true, "", "ogc-api ", "OGC-API", [], ["other"], [["ogc-api"]]];
    for (const aud of [...others, ["ogc-api", 7], ["ogc-api", null], { 0: "ogc-api", length: 1 }]) {
      assert.equal(judged({ aud }), "token_audience", JSON.stringify(aud));
    }
  });

  test("of an API that is called like something inherited is not in every token", () => {
    assert.equal(judged({ aud: {} }, { audiences: ["constructor"] }), "token_audience");
  });
});

describe("the client", () => {
  const clients = { clientIds: ["portal", "desktop"] };

  test("is in one of the claims that name it", () => {
    for (const claims of [
      { client_id: "portal" },
      { azp: "desktop" },
      { client_id: "portal", azp: "portal" },
    ]) {
      assert.equal(judged(claims, clients), "accepted", JSON.stringify(claims));
    }
  });

  test("must be the same in all of them, even where each could be accepted", () => {
    for (const claims of [
      { client_id: "portal", azp: "desktop" },
      { client_id: "portal", azp: "other" },
      { client_id: "other", azp: "portal" },
      { client_id: "portal", azp: null },
    ]) {
      assert.equal(judged(claims, clients), "token_client", JSON.stringify(claims));
    }
  });

  test("is a text, and not missing", () => {
    for (const client_id of [undefined, null, 7, "", ["portal"], "PORTAL"]) {
      assert.equal(judged({ client_id }, clients), "token_client", JSON.stringify(client_id));
    }
  });

  test("is read from the claims of the settings alone", () => {
    const byCid = { ...clients, clientClaims: ["cid"] };
    assert.equal(judged({ cid: "portal", azp: "other" }, byCid), "accepted");
    assert.equal(judged({ client_id: "portal" }, byCid), "token_client");
  });
});

test("a token that is bound to a key is refused, whatever is said of the key", () => {
  for (const cnf of [null, {}, { jkt: "x" }, { "x5t#S256": "x" }, false, ""]) {
    assert.equal(judged({ cnf }), "token_sender_constrained");
  }
});

test("claims that are nested too deep are refused before anybody walks them", () => {
  const nested = (depth: number) => JSON.parse(`${"[".repeat(depth)}${"]".repeat(depth)}`);
  assert.equal(judged({ groups: nested(31) }), "accepted");
  assert.equal(judged({ groups: nested(32) }), "token_too_deep");
  assert.equal(judged({ groups: nested(4000) }), "token_too_deep");
});
