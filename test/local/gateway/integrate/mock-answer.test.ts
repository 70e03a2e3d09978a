/** Mock integrations: which status, headers and text they answer with, and when they fail. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { answerByMock } from "#local/gateway/integrate/mock-answer";
import type { CloudFormationTemplate } from "#local/gateway/template/cloudformation-template";
import { type Sent, sampleRequest } from "../sample-request.ts";
import { sampleTemplate, withIntegration, withProperties } from "../sample-template.ts";

function mock(sent: Sent = {}, template: CloudFormationTemplate = sampleTemplate) {
  const request = sampleRequest({ method: "OPTIONS", ...sent }, template);
  const { integration } = request.route.method;
  assert(integration.kind === "mock");
  return answerByMock(integration, request);
}

function answer(sent?: Sent, template?: CloudFormationTemplate) {
  const result = mock(sent, template);
  assert("headers" in result, `not an answer: ${JSON.stringify(result)}`);
  return result;
}

const typeOf = (result: ReturnType<typeof mock>) => ("type" in result ? result.type : undefined);

const declared = [{ StatusCode: "200" }, { StatusCode: "404" }];

/** The preflight's method with other answers. */
const responding = (...responses: object[]) =>
  withIntegration(
    "ProxyOptions",
    { IntegrationResponses: responses },
    withProperties("ProxyOptions", { MethodResponses: declared }),
  );

const json = (text: string, more: object = {}) =>
  responding({ StatusCode: "200", ResponseTemplates: { "application/json": text }, ...more });

describe("a mock", () => {
  test("answers with the status and headers of its one response, without a body", () => {
    const { status, headers, body } = answer();
    assert.equal(status, 204);
    assert.deepEqual(headers, [
      ["Content-Type", "application/json"],
      ["Access-Control-Allow-Origin", "*"],
    ]);
    assert.equal(body.length, 0);
  });

  test("answers static text, with variables of the request in it", () => {
    const template = json('{"stage":"$context.stage","method":"$context.httpMethod","price":"$5"}');
    const { body } = answer({}, template);
    assert.equal(body.toString(), '{"stage":"dev","method":"OPTIONS","price":"$5"}');
  });

  test("overrides a mapped header by its template, and at most once", () => {
    const name = "Access-Control-Allow-Origin";
    const override = `#set($context.responseOverride.header.${name} = $input.params().header.get("Origin"))`;
    const overriding = (text: string) =>
      withIntegration("ProxyOptions", {
        IntegrationResponses: [
          {
            StatusCode: "204",
            ResponseParameters: { [`method.response.header.${name}`]: "'https://first.example.org'" },
            ResponseTemplates: { "application/json": text },
          },
        ],
      });
    const sent = { headers: ["Origin", "https://second.example.org"] };
    assert.deepEqual(answer(sent, overriding(override)).headers, [
      ["Content-Type", "application/json"],
      [name, "https://second.example.org"],
    ]);
    assert.equal(typeOf(mock(sent, overriding(override + override))), "API_CONFIGURATION_ERROR");
  });

  test("chooses the text by the first media type that the client accepts, otherwise JSON", () => {
    const templates = { "text/html": "<p>", "application/json": "{}" };
    const template = responding({ StatusCode: "200", ResponseTemplates: templates });
    const typeFor = (accept: string) => answer({ headers: ["Accept", accept] }, template).headers[0]?.[1];
    assert.equal(typeFor("text/html"), "text/html");
    assert.equal(typeFor("image/png, text/html"), "application/json");
  });

  test("chooses the response whose pattern fits the status, otherwise the one without", () => {
    const special = { StatusCode: "404", SelectionPattern: "2\\d\\d" };
    assert.equal(answer({}, responding({ StatusCode: "200" }, special)).status, 404);
    const other = { StatusCode: "404", SelectionPattern: "5\\d\\d" };
    assert.equal(answer({}, responding(other, { StatusCode: "200" })).status, 200);
  });

  test("that has no response for the status is a configuration error", () => {
    const only = responding({ StatusCode: "404", SelectionPattern: "5\\d\\d" });
    assert.equal(typeOf(mock({}, only)), "API_CONFIGURATION_ERROR");
  });
});

describe("a request of a media type without template", () => {
  const sent = { headers: ["Content-Type", "text/plain"], body: "{}" };
  const passing = (behavior: string) => withIntegration("ProxyOptions", { PassthroughBehavior: behavior });

  test("is unsupported when nothing, or nothing without templates, is passed through", () => {
    assert.equal(typeOf(mock(sent, passing("NEVER"))), "UNSUPPORTED_MEDIA_TYPE");
    assert.equal(typeOf(mock(sent, passing("WHEN_NO_TEMPLATES"))), "UNSUPPORTED_MEDIA_TYPE");
  });

  test("is passed through otherwise, and must then itself say the status", () => {
    assert.equal(typeOf(mock(sent, passing("WHEN_NO_MATCH"))), "API_CONFIGURATION_ERROR");
    const saying = { ...sent, body: '{"statusCode": 200}' };
    assert.equal(answer(saying, passing("WHEN_NO_MATCH")).status, 204);
  });
});

describe("a mock in an API where every media type is binary", () => {
  const binary = (template: CloudFormationTemplate) =>
    withProperties("Api", { BinaryMediaTypes: ["*/*"] }, template);

  test("fails unless its integration converts the request to text (recorded for preflights)", () => {
    const plain = withIntegration("ProxyOptions", { ContentHandling: undefined });
    assert.equal(typeOf(mock({}, binary(plain))), "API_CONFIGURATION_ERROR");
    assert.equal(answer({}, binary(sampleTemplate)).status, 204);
  });

  test("has its body decoded from base64 unless its response converts to text", () => {
    assert.equal(typeOf(mock({}, binary(json("{}")))), "API_CONFIGURATION_ERROR");
    assert.equal(answer({}, binary(json("e30="))).body.toString(), "{}");
    const converting = json("{}", { ContentHandling: "CONVERT_TO_TEXT" });
    assert.equal(answer({}, binary(converting)).body.toString(), "{}");
  });
});

test("CONVERT_TO_BINARY decodes the body for every client", () => {
  const converting = json("e30=", { ContentHandling: "CONVERT_TO_BINARY" });
  assert.equal(answer({}, converting).body.toString(), "{}");
});
