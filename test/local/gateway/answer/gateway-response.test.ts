/** Gateway responses: AWS's own, those that the template defines, and the two that stand in for others. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  apiConfigurationError,
  authorizerConfigurationError,
  badGateway,
  type GatewayError,
  integrationTimeout,
  missingAuthenticationToken,
  requestUriTooLong,
  unauthorized,
} from "#local/gateway/answer/gateway-error";
import { gatewayResponse } from "#local/gateway/answer/gateway-response";
import { type Sent, sampleRequest } from "../sample-request.ts";
import { gatewayResponseResource, withProperties, withResources } from "../sample-template.ts";

/** Definitions of gateway responses by type. */
type Definitions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

function respond(
  error: GatewayError,
  definitions: Definitions = {},
  sent: Sent = {},
  accept = "application/json",
) {
  const resources = Object.entries(definitions).map(([type, properties]) => {
    return [`Response${type}`, gatewayResponseResource(type, properties)] as const;
  });
  const template = withResources(
    Object.fromEntries(resources),
    withProperties("ApiStage", { Variables: { colour: "blue" } }),
  );
  const { api, values } = sampleRequest(sent, template);
  const { status, headers, body } = gatewayResponse(error, api.gatewayResponses, values, accept);
  return { status, headers: Object.fromEntries(headers), body: body.toString("utf8") };
}

const denied: GatewayError = { type: "ACCESS_DENIED", message: "No" };

describe("what AWS answers by itself", () => {
  const cases: readonly (readonly [string, GatewayError, number, string, string])[] = [
    ["no credentials", unauthorized("x"), 401, '{"message":"Unauthorized"}', "UnauthorizedException"],
    ["a refusal", denied, 403, '{"Message":"No"}', "AccessDeniedException"],
    [
      "no resource",
      missingAuthenticationToken,
      403,
      '{"message":"Missing Authentication Token"}',
      "MissingAuthenticationTokenException",
    ],
    [
      "an authorizer's failure",
      authorizerConfigurationError("x"),
      500,
      '{"message":null}',
      "AuthorizerConfigurationException",
    ],
    [
      "a failing function",
      badGateway("x"),
      502,
      '{"message": "Internal server error"}',
      "InternalServerErrorException",
    ],
    [
      "a slow function",
      integrationTimeout("x"),
      504,
      '{"message": "Endpoint request timed out"}',
      "InternalServerErrorException",
    ],
    [
      "a configuration error",
      apiConfigurationError("x"),
      500,
      '{"message": "Internal server error"}',
      "InternalServerErrorException",
    ],
    ["a long address", requestUriTooLong, 414, '{"message":"Request URI too long"}', "BadRequestException"],
  ];
  for (const [what, error, status, body, errorType] of cases) {
    test(`to ${what}`, () => {
      assert.deepEqual(respond(error), {
        status,
        body,
        headers: {
          "Content-Type": "application/json",
          "x-amzn-RequestId": "11111111-2222-3333-4444-555555555555",
          "x-amz-apigw-id": "AbCdEfGhIjKlMno=",
          "x-amzn-ErrorType": errorType,
        },
      });
    });
  }

  test("no detail for the operator reaches the client", () => {
    const { body, headers } = respond(badGateway("the reason"));
    assert.doesNotMatch(JSON.stringify([body, headers]), /reason/);
  });
});

describe("a definition in the template", () => {
  test("gives status, headers and body", () => {
    const { status, headers, body } = respond(denied, {
      ACCESS_DENIED: {
        StatusCode: "404",
        ResponseParameters: { "gatewayresponse.header.Cache-Control": "'no-store'" },
        ResponseTemplates: {
          "application/json": '{"code":"Forbidden","description":$context.error.messageString}',
        },
      },
    });
    assert.equal(status, 404);
    assert.equal(headers["Cache-Control"], "no-store");
    assert.equal(body, '{"code":"Forbidden","description":"No"}');
  });

  test("maps values of the request, the context, the authorizer and the stage to headers", () => {
    const mapped = {
      "gatewayresponse.header.A": "method.request.header.X-Given",
      "gatewayresponse.header.B": "method.request.querystring.q",
      "gatewayresponse.header.C": "method.request.path.proxy",
      "gatewayresponse.header.D": "context.identity.sourceIp",
      "gatewayresponse.header.E": "context.authorizer.wwwAuthenticate",
      "gatewayresponse.header.F": "stageVariables.colour",
    };
    const authorizerContext = new Map([["wwwAuthenticate", 'Bearer error="insufficient_scope"']]);
    const { headers } = respond(
      { ...denied, authorizerContext },
      { ACCESS_DENIED: { ResponseParameters: mapped } },
      { target: "/dev/x?q=1", headers: ["x-given", "g"] },
    );
    const { A, B, C, D, E, F } = headers;
    assert.deepEqual(
      [A, B, C, D, E, F],
      ["g", "1", "x", "192.0.2.7", 'Bearer error="insufficient_scope"', "blue"],
    );
  });

  test("leaves a header out whose value the request does not have", () => {
    const mapped = {
      "gatewayresponse.header.A": "method.request.header.X-Given",
      "gatewayresponse.header.WWW-Authenticate": "context.authorizer.wwwAuthenticate",
    };
    const { headers } = respond(denied, { ACCESS_DENIED: { ResponseParameters: mapped } });
    assert.equal("A" in headers || "WWW-Authenticate" in headers, false);
  });

  test("leaves a header out whose value cannot stand in one", () => {
    const mapped = { "gatewayresponse.header.A": "context.authorizer.note" };
    const authorizerContext = new Map([["note", "one\r\nSet-Cookie: two"]]);
    const { headers } = respond(
      { ...denied, authorizerContext },
      { ACCESS_DENIED: { ResponseParameters: mapped } },
    );
    assert.equal("A" in headers, false);
  });

  test("substitutes variables in the body, nothing where there is no value", () => {
    const text =
      "$context.error.responseType $context.requestId $context.extendedRequestId $context.error.message " +
      "$context.authorizer.principalId $stageVariables.colour [$context.authorizer.nothing] $context.stage.";
    const authorizerContext = new Map([["principalId", "user"]]);
    const { body } = respond(
      { ...denied, authorizerContext },
      { ACCESS_DENIED: { ResponseTemplates: { "application/json": text } } },
    );
    const ids = "11111111-2222-3333-4444-555555555555 AbCdEfGhIjKlMno=";
    assert.equal(body, `ACCESS_DENIED ${ids} No user blue [] dev.`);
  });

  test("chooses the body by Accept, otherwise JSON, otherwise the first", () => {
    const both = { "text/plain": "text", "application/json": "{}" };
    const typeFor = (accept: string, ResponseTemplates: object) =>
      respond(denied, { ACCESS_DENIED: { ResponseTemplates } }, {}, accept).headers["Content-Type"];
    assert.equal(typeFor("text/plain", both), "text/plain");
    assert.equal(typeFor("text/html", both), "application/json");
    assert.equal(typeFor("text/html", { "text/plain": "text" }), "text/plain");
  });

  test("without a body has the console's default one", () => {
    assert.equal(respond(denied, { ACCESS_DENIED: {} }).body, '{"message":"No"}');
  });
});

describe("the two fall-backs", () => {
  const fallback = (header: string) => ({
    ResponseParameters: { "gatewayresponse.header.From": `'${header}'` },
  });
  const definitions = {
    DEFAULT_4XX: fallback("4XX"),
    DEFAULT_5XX: fallback("5XX"),
    ACCESS_DENIED: fallback("own"),
  };

  test("hold for types without a definition of their own, which keep their status", () => {
    const four = respond(unauthorized("x"), definitions);
    assert.deepEqual([four.status, four.headers.From], [401, "4XX"]);
    const five = respond(integrationTimeout("x"), definitions);
    assert.deepEqual([five.status, five.headers.From], [504, "5XX"]);
    const bad = respond(badGateway("x"), definitions);
    assert.deepEqual([bad.status, bad.headers.From], [502, "5XX"]);
  });

  test("do not hold for a type with a definition", () => {
    assert.equal(respond(denied, definitions).headers.From, "own");
  });

  test("change the status when they have one", () => {
    assert.equal(respond(unauthorized("x"), { DEFAULT_4XX: { StatusCode: "400" } }).status, 400);
  });
});

test("REQUEST_TOO_LARGE cannot be customised", () => {
  const tooLarge: GatewayError = { type: "REQUEST_TOO_LARGE", message: "Request Too Long" };
  const definitions = { REQUEST_TOO_LARGE: { StatusCode: "400" }, DEFAULT_4XX: { StatusCode: "400" } };
  const { status, body } = respond(tooLarge, definitions);
  assert.deepEqual([status, body], [413, '{"message": "Request Too Long"}']);
});
