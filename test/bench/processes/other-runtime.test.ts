/** What a program of another runtime is started with. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { otherRuntimeProgram, otherRuntimeVariables } from "./other-runtime.ts";

const named = {
  issuer: "https://login.example.org/realms/geo",
  audience: "geodata",
  keySetUri: "http://127.0.0.1:4321/keys",
  keySetFile: "key-set.json",
};

test("variables with the prefix reach it without the prefix, and no others do", () => {
  const environment = { RUNTIME_JWKS_URI: "{keySetUri}", PATH: "/bin", JWKS_FILE: "x", RUNTIME_LEVEL: "" };
  assert.deepEqual(otherRuntimeVariables(environment, named), {
    JWKS_URI: "http://127.0.0.1:4321/keys",
    LEVEL: "",
  });
});

test("all that the benchmark makes can be named, also several in one value", () => {
  const environment = { RUNTIME_ALL: "{issuer} {audience} {keySetFile} {issuer}" };
  assert.deepEqual(otherRuntimeVariables(environment, named), {
    ALL: `${named.issuer} geodata key-set.json ${named.issuer}`,
  });
});

test("a name that stands for nothing is a mistake that says what there is", () => {
  for (const value of ["{jwks}", "{toString}"])
    assert.throws(
      () => otherRuntimeVariables({ RUNTIME_JWKS_URI: value }, named),
      /RUNTIME_JWKS_URI.*\{keySetUri\}/,
    );
});

test("what is no executable is refused with how the option is used", () => {
  assert.throws(
    () => otherRuntimeProgram("no-such-bootstrap"),
    /no-such-bootstrap is no executable; --with-runtime/,
  );
  assert.throws(() => otherRuntimeProgram(import.meta.filename), /is no executable/);
  assert.equal(otherRuntimeProgram(process.execPath), process.execPath);
});
