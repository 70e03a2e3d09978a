/** The address of an OPA server: one to which `/v1/data` can be added. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { least, mistakesOf } from "./mistakes-of.ts";

const mistakeIn = (url: string) =>
  mistakesOf({ ...least, policy: { engine: "remote", url } })["policy.url"] ?? "";

describe("the address of the OPA server", () => {
  test("may have a port and a path, and be http on this machine", () => {
    for (const url of ["https://opa.example", "https://opa.example:8443/a/b", "http://127.0.0.1:8181"]) {
      assert.equal(mistakeIn(url), "", url);
    }
  });

  test("is a mistake at synth where the function could not use it", () => {
    for (const url of [
      "https://opa.example?a=b",
      "https://opa.example?",
      "https://opa.example ",
      " https://opa.example",
    ]) {
      assert.match(mistakeIn(url), /no space and no query/, url);
    }
    assert.match(mistakeIn("HTTPS://opa.example"), /lower case/);
    assert.match(mistakeIn("https://opa.example/"), /must not end with a slash/);
  });
});
