/** Templates of bodies: variables are substituted, and what would need Velocity is refused. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { parseTemplate, renderTemplate } from "#local/gateway/answer/text-template";
import { sampleRequest } from "../sample-request.ts";

const render = (text: string) => renderTemplate(parseTemplate(text, "Test"), sampleRequest({}).values);

describe("templates", () => {
  test("text without variables stays as it is", () => {
    const text = '{"$schema":"http://example.org/#part","price":"$5","at":"a@b"}';
    assert.equal(render(text), text);
  });

  test("variables are substituted, also beside each other and before punctuation", () => {
    assert.equal(render("$context.stage$context.httpMethod, $context.path."), "devGET, /dev/x.");
  });

  for (const text of [
    "#set($x = 1)",
    "#if(true)a#end",
    "#{else}",
    "## comment",
    "#* comment *#",
    "$input.body",
    "$util.escapeJavaScript('a')",
    "${context.stage}",
    "$!context.stage",
    "$context",
    "$method.request.header.A",
  ]) {
    test(`${text} is refused, because it would need Velocity`, () => {
      assert.throws(
        () => parseTemplate(text, "Resource R"),
        /^TemplateError: Resource R: ".*" in a template/,
      );
    });
  }

  test("a variable that does not exist is refused by name", () => {
    assert.throws(
      () => parseTemplate("$context.reqeustId", "Resource R"),
      /no variable \$context\.reqeustId/,
    );
  });
});
