/** Places of API keys that contradict other settings are mistakes when settings are read. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { least, mistakesOf } from "../mistakes-of.ts";

const placed = (apiKeys: object, more: object = {}) =>
  Object.keys(mistakesOf({ ...least, apiKeys, ...more }));

describe("the query parameter that carries keys", () => {
  test("is no parameter to which an OGC API gives a meaning, in any case", () => {
    const taken =
      "f bbox datetime limit offset crs filter lang q ids properties sortby subset token access_token";
    for (const name of [
      ...taken.split(" "),
      "F",
      "BBOX",
      "SortBy",
      "bbox-crs",
      "Filter-Lang",
      "scale-factor",
    ]) {
      assert.deepEqual(placed({ queryParameter: name }), ["apiKeys.queryParameter"], name);
    }
  });

  test("is any other name", () => {
    for (const name of ["api_key", "apikey", "key", "x-api-key", "constructor", "limits"]) {
      assert.deepEqual(placed({ queryParameter: name }), [], name);
    }
  });
});

describe("what the policy sees", () => {
  const policy = (header: string) => ({ policy: { engine: "embedded", headers: [header] } });

  test("is never the header that carries keys, in whatever case that is written", () => {
    assert.deepEqual(placed({ header: "X-Partner" }, policy("x-partner")), ["policy.headers"]);
    assert.deepEqual(placed({ header: "X-Partner" }, policy("x-project")), []);
  });

  test("is never the Authorization header, whether or not keys come by Basic", () => {
    for (const basic of [true, false]) {
      assert.equal(placed({ basic }, policy("authorization")).length, 1);
      assert.equal(placed({ basic }, policy("proxy-authorization")).length, 1);
    }
  });
});
