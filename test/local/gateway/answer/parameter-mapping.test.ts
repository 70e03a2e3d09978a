/** Where the value of a mapped header comes from, and which expressions are refused. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { mappedValue, parseParameterMapping } from "#local/gateway/answer/parameter-mapping";
import { sampleRequest } from "../sample-request.ts";

const { values } = sampleRequest({ target: "/dev/x?q=1&q=2", headers: ["A", "1", "a", "2"] });
const value = (expression: string) => mappedValue(parseParameterMapping(expression, "Test"), values);

test("a literal in single quotes is what stands between them", () => {
  assert.equal(
    value(`'Bearer realm="a", resource_metadata="https://x/y"'`),
    `Bearer realm="a", resource_metadata="https://x/y"`,
  );
  assert.equal(value("''"), "");
});

test("an expression is looked up in the request: the last of repeated values", () => {
  assert.equal(value("method.request.header.A"), "2");
  assert.equal(value("method.request.querystring.q"), "2");
  assert.equal(value("method.request.path.proxy"), "x");
  assert.equal(value("context.httpMethod"), "GET");
  assert.equal(value("stageVariables.nothing"), undefined);
});

for (const expression of [
  "*",
  "no-store",
  "'it's'",
  "'a",
  '"a"',
  "'a\nb'",
  "context.nothing",
  "method.request.body",
  "",
]) {
  test(`${JSON.stringify(expression)} is refused by name`, () => {
    assert.throws(() => parseParameterMapping(expression, "Resource R, header X"), /Resource R, header X/);
  });
}
