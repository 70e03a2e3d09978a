/** Which requests are not decided about at all. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessRequest } from "#core/access-request";
import { unjudged } from "./asked.ts";

const refusal = (...request: Parameters<typeof unjudged>) => {
  const judged = accessRequest(unjudged(...request));
  return "refused" in judged ? judged.refused : undefined;
};

test("the methods of a REST API are read, in upper case only", () => {
  for (const method of ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
    assert.equal(refusal(method, "/"), undefined);
  }
  for (const method of ["get", "TRACE", "CONNECT", "", "GET ", "FOO"])
    assert.equal(refusal(method, "/"), "method_unknown");
});

test("a header that asks for another method or path than the request line is refused", () => {
  for (const name of [
    "x-http-method-override",
    "x-http-method",
    "x-method-override",
    "x_http_method_override",
    "x-http_method-override",
    "x-original-url",
    "x-rewrite-url",
  ]) {
    assert.equal(refusal("GET", "/", { [name]: "DELETE" }), "method_override", name);
    assert.equal(refusal("GET", "/", { [name]: "" }), "method_override", name);
  }
});

test("a path that is not canonical is refused", () => {
  assert.equal(refusal("GET", "/collections/wells%2Fitems"), "path_not_canonical");
});
