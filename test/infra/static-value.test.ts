/** Texts that API Gateway sends as they are. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Aws } from "aws-cdk-lib/core";
import fc from "fast-check";
import { crossOriginHeaders } from "#infra/constructs/cross-origin";
import { staticTemplate, staticValue } from "#infra/static-value";
import { SynthesisRefusal } from "#infra/synthesis-refusal";

describe("a header's literal value", () => {
  test("is put between single quotes", () => {
    assert.equal(staticValue('Bearer realm="x"'), "'Bearer realm=\"x\"'");
  });

  test("may hold a CDK token", () => {
    assert.equal(staticValue(`https://${Aws.REGION}`), `'https://${Aws.REGION}'`);
  });

  test("is refused with a single quote or a control character, which could end it or the header", () => {
    for (const text of ["it's", "a\r\nSet-Cookie: b", "\u0000", "\u0085"]) {
      assert.throws(() => staticValue(text), SynthesisRefusal);
    }
  });

  test("never holds a quote inside its quotes, whatever the text", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        let value: string;
        try {
          value = staticValue(text);
        } catch (error) {
          return error instanceof SynthesisRefusal;
        }
        return value.slice(1, -1) === text && !text.includes("'");
      }),
    );
  });
});

describe("a JSON text as a mapping template", () => {
  test("means the same and holds nothing that the template language would take for its own", () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        const template = staticTemplate(json, "https://api.example.org");
        assert.doesNotMatch(template, /[$#]/);
        assert.deepEqual(JSON.parse(template), JSON.parse(json));
      }),
    );
  });

  test("keeps the CDK token of an address", () => {
    const address = `https://${Aws.REGION}.example.org`;
    const template = staticTemplate(JSON.stringify({ resource: address, scope: "$a" }), address);
    assert.equal(template, `{"resource":"${address}","scope":"\\u0024a"}`);
  });
});

test("where several origins are allowed, every page may read a static answer, and none with credentials", () => {
  const allowOrigins = ["https://a.example.org", "https://b.example.org"];
  assert.deepEqual(crossOriginHeaders({ allowOrigins, allowCredentials: false }), {
    "Access-Control-Allow-Origin": "*",
  });
});
