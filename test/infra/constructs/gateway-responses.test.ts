/** Gateway responses: what clients see when API Gateway answers by itself. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { bothSchemes, propertiesOf, templateOf } from "../synthesized-stack.ts";

type Headers = Record<string, unknown>;

const template = templateOf(bothSchemes);
const responses = Object.values(template.findResources("AWS::ApiGateway::GatewayResponse")).map(
  ({ Properties }) => Properties,
);
const responseOf = (type: string, of = template) =>
  propertiesOf(of, "AWS::ApiGateway::GatewayResponse", ({ ResponseType }) => ResponseType === type);
const bodyOf = (type: string, of = template) => {
  const { "application/json": body } = responseOf(type, of).ResponseTemplates as Record<string, string>;
  return body ?? "";
};
const headersOf = (type: string, of = template) => responseOf(type, of).ResponseParameters as Headers;

/** A value as API Gateway gets it, with `<…>` for what CloudFormation fills in. */
function flat(value: unknown): string {
  if (typeof value === "string") return value;
  const parts = (value as { "Fn::Join": [string, unknown[]] })["Fn::Join"][1];
  return parts.map((part) => (typeof part === "string" ? part : "<…>")).join("");
}

describe("every gateway response", () => {
  test("quotes its literal headers as parameter mappings ask for", () => {
    for (const { ResponseParameters } of responses) {
      for (const [name, value] of Object.entries(ResponseParameters)) {
        assert.match(name, /^gatewayresponse\.header\.[A-Za-z-]+$/);
        assert.match(flat(value), /^('[^'\p{Cc}]*'|context\.authorizer\.wwwAuthenticate)$/u);
      }
    }
  });

  test("is an OGC API exception and a problem detail, with the request's id and its own status", () => {
    for (const { ResponseTemplates, StatusCode, ResponseType } of responses) {
      assert.deepEqual(Object.keys(ResponseTemplates), ["application/json"]);
      const body = JSON.parse(ResponseTemplates["application/json"]);
      for (const member of ["type", "title", "detail", "code", "description"]) {
        assert.equal(typeof body[member], "string", `${ResponseType} has no ${member}`);
      }
      assert.equal(body.extendedRequestId, "$context.extendedRequestId");
      assert.equal(body.status, StatusCode === undefined ? undefined : Number(StatusCode));
    }
  });

  test("may be read by pages of the configured origin, and is not kept by anybody", () => {
    const one = templateOf({
      ...bothSchemes,
      api: { cors: { allowOrigins: ["https://maps.example.org"] } },
    });
    for (const { ResponseType } of responses) {
      const open = headersOf(ResponseType);
      assert.equal(open["gatewayresponse.header.Access-Control-Allow-Origin"], "'*'");
      assert.equal(open["gatewayresponse.header.Access-Control-Expose-Headers"], "'WWW-Authenticate'");
      assert.equal(open["gatewayresponse.header.Cache-Control"], "'no-store'");
      assert.equal("gatewayresponse.header.Vary" in open, false);
      const named = headersOf(ResponseType, one);
      assert.equal(named["gatewayresponse.header.Access-Control-Allow-Origin"], "'https://maps.example.org'");
      assert.equal(named["gatewayresponse.header.Vary"], "'Origin'");
    }
  });

  test("lets pages read the configured headers, and the challenge whatever these are", () => {
    for (const [exposeHeaders, exposed] of [
      [["X-Amz-Apigw-Id"], "'X-Amz-Apigw-Id,WWW-Authenticate'"],
      [["www-authenticate"], "'www-authenticate'"],
    ] as const) {
      const template = templateOf({
        ...bothSchemes,
        api: { cors: { exposeHeaders: [...exposeHeaders] } },
      });
      for (const { ResponseType } of responses) {
        const headers = headersOf(ResponseType, template);
        assert.equal(headers["gatewayresponse.header.Access-Control-Expose-Headers"], exposed);
      }
    }
  });

  test("may be read by pages with the browser's own credentials where the settings let them have these", () => {
    const allowOrigins = ["https://maps.example.org"];
    const template = templateOf({ ...bothSchemes, api: { cors: { allowOrigins, allowCredentials: true } } });
    for (const { ResponseType } of responses) {
      const headers = headersOf(ResponseType, template);
      assert.equal(
        headers["gatewayresponse.header.Access-Control-Allow-Origin"],
        "'https://maps.example.org'",
      );
      assert.equal(headers["gatewayresponse.header.Access-Control-Allow-Credentials"], "'true'");
      assert.equal(
        "gatewayresponse.header.Access-Control-Allow-Credentials" in headersOf(ResponseType),
        false,
      );
    }
  });

  test("may be read by every page where several origins are allowed, since the text cannot ask which", () => {
    const allowOrigins = ["https://maps.example.org", "https://atlas.example.org"];
    const template = templateOf({ ...bothSchemes, api: { cors: { allowOrigins } } });
    for (const { ResponseType } of responses) {
      const headers = headersOf(ResponseType, template);
      assert.equal(headers["gatewayresponse.header.Access-Control-Allow-Origin"], "'*'");
    }
  });

  test("says where help is if it is a refusal, and never if it is a failure", () => {
    const helpUrl = "https://www.example.org/help?of=$stage";
    const template = templateOf({ ...bothSchemes, api: { refusals: { helpUrl } } });
    for (const { ResponseType, StatusCode } of responses) {
      const failure = Number(StatusCode) >= 500;
      const body = bodyOf(ResponseType, template);
      assert.equal(JSON.parse(body).helpUrl, failure ? undefined : helpUrl, ResponseType);
      assert.doesNotMatch(body, /\$(?!context)/);
    }
  });

  test("says nothing of API Gateway's own error texts, which could say why", () => {
    for (const { ResponseTemplates } of responses) {
      const variables = ResponseTemplates["application/json"].match(/\$[A-Za-z.]+/g);
      assert.deepEqual(variables, ["$context.extendedRequestId"]);
    }
  });
});

test("there is one for every way in which this API can refuse or fail, and for what nobody foresaw", () => {
  const statuses = responses.map(({ ResponseType, StatusCode }) => [ResponseType, StatusCode]);
  assert.deepEqual(Object.fromEntries(statuses), {
    UNAUTHORIZED: "401",
    ACCESS_DENIED: "403",
    WAF_FILTERED: "403",
    MISSING_AUTHENTICATION_TOKEN: "404",
    INVALID_SIGNATURE: "404",
    RESOURCE_NOT_FOUND: "404",
    REQUEST_TOO_LARGE: "413",
    UNSUPPORTED_MEDIA_TYPE: "415",
    THROTTLED: "429",
    AUTHORIZER_FAILURE: "500",
    AUTHORIZER_CONFIGURATION_ERROR: "500",
    API_CONFIGURATION_ERROR: "500",
    INTEGRATION_FAILURE: "502",
    INTEGRATION_TIMEOUT: "504",
    DEFAULT_4XX: undefined,
    DEFAULT_5XX: "502",
  });
});

test("the reason code is in the body of the authorizer's 403 alone, and only where it is to be shown", () => {
  const shown = templateOf({ ...bothSchemes, api: { refusals: { showReason: true } } });
  for (const { ResponseType } of responses) {
    const reason = ResponseType === "ACCESS_DENIED" ? "$context.authorizer.reason" : undefined;
    assert.equal(JSON.parse(bodyOf(ResponseType, shown)).reason, reason);
    assert.equal(JSON.parse(bodyOf(ResponseType)).reason, undefined);
  }
});

describe("challenges", () => {
  const challengeOf = (type: string, of = template) =>
    headersOf(type, of)["gatewayresponse.header.WWW-Authenticate"];

  test("the 401 names every configured scheme, and where the protected resource metadata is", () => {
    assert.equal(
      flat(challengeOf("UNAUTHORIZED")),
      '\'Bearer realm="ogc-api", resource_metadata=' +
        '"https://<…>.execute-api.<…>.<…>/v1/.well-known/oauth-protected-resource", ' +
        'ApiKey realm="ogc-api", header="X-API-Key"\'',
    );
  });

  test("the 401 names the configured address where there is one", () => {
    const own = templateOf({ ...bothSchemes, api: { url: "https://geo.example.org" } });
    assert.match(
      flat(challengeOf("UNAUTHORIZED", own)),
      /"https:\/\/geo\.example\.org\/\.well-known\/oauth-protected-resource"/,
    );
  });

  test("the 401 names no scheme that is not configured", () => {
    const { tokens: _tokens, ...keysOnly } = bothSchemes;
    const accessRules = [{ who: "signed-in" as const, may: ["read" as const], on: { api: true as const } }];
    const keys = templateOf({ ...keysOnly, accessRules });
    assert.equal(challengeOf("UNAUTHORIZED", keys), '\'ApiKey realm="ogc-api", header="X-API-Key"\'');
  });

  test("the 403 points to the metadata, or has none, where the settings say so, and then reads no context", () => {
    const withMissingScope = (missingScope: "metadata" | "hidden") =>
      templateOf({ ...bothSchemes, api: { refusals: { missingScope } } });
    assert.equal(
      flat(challengeOf("ACCESS_DENIED", withMissingScope("metadata"))),
      '\'Bearer realm="ogc-api", resource_metadata=' +
        '"https://<…>.execute-api.<…>.<…>/v1/.well-known/oauth-protected-resource"\'',
    );
    assert.equal(challengeOf("ACCESS_DENIED", withMissingScope("hidden")), undefined);
    for (const missingScope of ["metadata", "hidden"] as const) {
      assert.doesNotMatch(JSON.stringify(withMissingScope(missingScope)), /context\.authorizer/);
    }
  });

  test("the 403 has none where no tokens are recognised, whatever the settings say of scopes", () => {
    const { tokens: _tokens, ...keysOnly } = bothSchemes;
    const accessRules = [{ who: "signed-in" as const, may: ["read" as const], on: { api: true as const } }];
    for (const missingScope of ["named", "metadata"] as const) {
      const keys = templateOf({ ...keysOnly, accessRules, api: { refusals: { missingScope } } });
      assert.equal(challengeOf("ACCESS_DENIED", keys), undefined);
    }
  });

  test("the 403 has the authorizer's challenge, which is there when scopes were the reason", () => {
    assert.equal(challengeOf("ACCESS_DENIED"), "context.authorizer.wwwAuthenticate");
  });

  test("no other answer asks for credentials", () => {
    const others = responses.filter(({ ResponseType: type }) => !/^(UNAUTHORIZED|ACCESS_DENIED)$/.test(type));
    for (const { ResponseType } of others) assert.equal(challengeOf(ResponseType), undefined);
  });
});
