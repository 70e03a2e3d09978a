/** Identity sources: how they are found in a request, and when two requests have the same identity. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { identityOf, parseIdentitySources } from "#local/gateway/authorize/identity-sources";
import { type Sent, sampleRequest } from "../sample-request.ts";
import { withProperties } from "../sample-template.ts";

function identity(sources: string, sent: Sent) {
  const template = withProperties("ApiStage", { Variables: { colour: "blue" } });
  const { client, values } = sampleRequest(sent, template);
  const lookup = { client, stageVariable: values.stageVariable, context: values.context };
  return identityOf(parseIdentitySources(sources, "Test"), lookup);
}

const key = (sources: string, sent: Sent) => {
  const found = identity(sources, sent);
  assert("key" in found);
  return found.key;
};

describe("identity sources", () => {
  test("headers are found in any case, query parameters, stage variables and context by name", () => {
    const sources =
      "method.request.header.X-API-Key, method.request.querystring.k,stageVariables.colour,context.path";
    const found = key(sources, { target: "/dev/x?k=2", headers: ["x-api-key", "1"] });
    assert.equal(found, '[["1"],["2"],["blue"],["/dev/x"]]');
  });

  test("a missing or empty source is named", () => {
    const header = "method.request.header.Authorization";
    assert.deepEqual(identity(header, {}), { missing: "header.Authorization" });
    assert.deepEqual(identity(header, { headers: ["Authorization", ""] }), {
      missing: "header.Authorization",
    });
    assert.deepEqual(identity("method.request.querystring.k", {}), { missing: "querystring.k" });
    assert.deepEqual(identity("stageVariables.other", {}), { missing: "stageVariables.other" });
    assert.deepEqual(identity("context.identity.userAgent", {}), { missing: "context.identity.userAgent" });
  });

  test("every value of a repeated source counts", () => {
    const header = "method.request.header.A";
    const twice = key(header, { headers: ["A", "1", "a", "2"] });
    assert.notEqual(twice, key(header, { headers: ["A", "2"] }));
    assert.notEqual(twice, key(header, { headers: ["A", "1,2"] }));
  });

  test("values of different sources are not mixed up", () => {
    const both = "method.request.header.A,method.request.header.B";
    assert.notEqual(
      key(both, { headers: ["A", "1", "B", "2"] }),
      key(both, { headers: ["A", "2", "B", "1"] }),
    );
  });

  test("no sources: every request has the same identity", () => {
    assert.equal(key("", { target: "/dev/a" }), key("", { target: "/dev/b" }));
  });

  test("what cannot be a source is refused by name", () => {
    for (const expression of [
      "method.request.path.id",
      "context.nothing",
      "context.authorizer.x",
      "header.A",
    ]) {
      assert.throws(() => parseIdentitySources(expression, "Resource R"), {
        message: `Resource R: ${expression} is no identity source`,
      });
    }
  });
});
