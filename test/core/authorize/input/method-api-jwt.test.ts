/** The `method-api-jwt` document: method, decoded path and the token of the request. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { methodApiJwtInput } from "#core/authorize/input/method-api-jwt";
import { asked } from "../../asked.ts";

const authorization = "Bearer aaa.bbb.ccc";
const apiOf = (path: string) => methodApiJwtInput(asked("GET", path, { authorization }))?.api;

describe("the method-api-jwt document", () => {
  test("is method, api and token, in this order", () => {
    const document = methodApiJwtInput(asked("GET", "/sayhello", { authorization }));
    assert.equal(
      JSON.stringify(document),
      '{"method":"GET","api":"/sayhello","jwt":{"tokenValue":"aaa.bbb.ccc"}}',
    );
  });

  test("has the path as Starlette's request.url.path: decoded, with the slash at its end", () => {
    assert.equal(apiOf("/"), "/");
    assert.equal(apiOf("/a/"), "/a/");
    assert.equal(apiOf("/collections/gr%C3%BC%C3%9Fe%20b/items"), "/collections/grüße b/items");
  });

  test("takes the token of the Bearer scheme, whatever the letters of its name", () => {
    const document = methodApiJwtInput(asked("GET", "/a", { authorization: "bEARER t.t.t" }));
    assert.equal(document?.jwt.tokenValue, "t.t.t");
  });

  test("does not exist without exactly one bearer token", () => {
    for (const headers of [
      {},
      { authorization: "Basic dTpw" },
      { authorization: "Bearer " },
      { authorization: ["Bearer a.a.a", "Bearer b.b.b"] },
      { "x-api-key": "k" },
    ]) {
      assert.equal(methodApiJwtInput(asked("GET", "/a", headers as Record<string, string>)), undefined);
    }
  });
});
