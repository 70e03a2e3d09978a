/** Preflight and well-known document: what everybody may ask and API Gateway answers by itself. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Template } from "aws-cdk-lib/assertions";
import { RestApi } from "aws-cdk-lib/aws-apigateway";
import { App, Stack } from "aws-cdk-lib/core";
import { bothSchemes, propertiesOf, templateOf } from "../synthesized-stack.ts";
import { temporaryFolder } from "../temporary-folder.ts";

type Method = {
  readonly Integration: {
    readonly ContentHandling: string;
    readonly PassthroughBehavior: string;
    readonly RequestTemplates: Record<string, string>;
    readonly IntegrationResponses: readonly {
      readonly StatusCode: string;
      readonly ContentHandling: string;
      readonly ResponseParameters: Record<string, string>;
      readonly ResponseTemplates?: Record<string, string | { "Fn::Join": [string, unknown[]] }>;
    }[];
  };
  readonly MethodResponses: readonly {
    readonly StatusCode: string;
    readonly ResponseParameters: Record<string, boolean>;
  }[];
};

const template = templateOf(bothSchemes);
const methodsOf = (name: string, of = template): Method[] =>
  Object.values(of.findResources("AWS::ApiGateway::Method"))
    .map(({ Properties }) => Properties)
    .filter(({ HttpMethod }) => HttpMethod === name) as Method[];
const answerOf = ({ Integration }: Method) => Integration.IntegrationResponses[0];
const headersOf = (method: Method) => answerOf(method)?.ResponseParameters ?? {};
const openMethods = ["OPTIONS", "GET", "HEAD"].flatMap((name) => methodsOf(name));

/** The template that the CDK itself makes for a preflight with these origins. */
function cdkPreflightTemplate(allowOrigins: string[]): unknown {
  const stack = new Stack(new App({ outdir: temporaryFolder() }));
  new RestApi(stack, "Api").root.addCorsPreflight({ allowOrigins });
  const [preflight] = methodsOf("OPTIONS", Template.fromStack(stack));
  return preflight && answerOf(preflight)?.ResponseTemplates?.["application/json"];
}

describe("an answer of API Gateway's own", () => {
  test("is text in both directions, though the API declares every media type binary", () => {
    assert.equal(openMethods.length, 5);
    for (const method of openMethods) {
      assert.equal(method.Integration.ContentHandling, "CONVERT_TO_TEXT");
      assert.equal(answerOf(method)?.ContentHandling, "CONVERT_TO_TEXT");
    }
  });

  test("refuses bodies that it has no template for instead of failing on them", () => {
    for (const { Integration } of openMethods) {
      assert.equal(Integration.PassthroughBehavior, "NEVER");
      assert.deepEqual(Object.keys(Integration.RequestTemplates), ["application/json"]);
    }
  });

  test("declares each header that it sends, with its value in single quotes", () => {
    for (const method of openMethods) {
      const [declared] = method.MethodResponses;
      assert.equal(declared?.StatusCode, answerOf(method)?.StatusCode);
      assert.deepEqual(Object.keys(declared?.ResponseParameters ?? {}), Object.keys(headersOf(method)));
      for (const value of Object.values(headersOf(method))) assert.match(value, /^'[^']*'$/);
    }
  });
});

describe("the preflight", () => {
  test("is answered by 204 with the configured origin, headers and age, and with every method", () => {
    const named = templateOf({
      ...bothSchemes,
      api: {
        cors: {
          allowOrigins: ["https://maps.example.org"],
          allowHeaders: ["Authorization"],
          maxAgeSeconds: 60,
        },
      },
    });
    const preflights = methodsOf("OPTIONS", named);
    assert.equal(preflights.length, 3);
    for (const preflight of preflights) {
      assert.equal(answerOf(preflight)?.StatusCode, "204");
      assert.equal(preflight.Integration.RequestTemplates["application/json"], '{"statusCode":204}');
      assert.deepEqual(headersOf(preflight), {
        "method.response.header.Access-Control-Allow-Origin": "'https://maps.example.org'",
        "method.response.header.Vary": "'Origin'",
        "method.response.header.Access-Control-Allow-Headers": "'Authorization,X-API-Key'",
        "method.response.header.Access-Control-Allow-Methods": "'GET,HEAD,POST,PUT,PATCH,DELETE,OPTIONS'",
        "method.response.header.Access-Control-Max-Age": "'60'",
      });
    }
  });

  test("lets pages use the configured methods alone, and credentials of the browser where it is told so", () => {
    const cors = {
      allowOrigins: ["https://maps.example.org"],
      allowMethods: ["GET" as const, "HEAD" as const],
      allowCredentials: true,
    };
    for (const preflight of methodsOf("OPTIONS", templateOf({ ...bothSchemes, api: { cors } }))) {
      const headers = headersOf(preflight);
      assert.equal(headers["method.response.header.Access-Control-Allow-Methods"], "'GET,HEAD'");
      assert.equal(headers["method.response.header.Access-Control-Allow-Credentials"], "'true'");
    }
  });

  test("names the one of several origins that asks, by the template of the CDK's own preflight, and no other", () => {
    const allowOrigins = ["https://maps.example.org", "http://localhost:8000"];
    const template = templateOf({ ...bothSchemes, api: { cors: { allowOrigins } } });
    for (const preflight of methodsOf("OPTIONS", template)) {
      assert.equal("method.response.header.Access-Control-Allow-Origin" in headersOf(preflight), false);
      assert.equal(headersOf(preflight)["method.response.header.Vary"], "'Origin'");
      // The CDK compares with all but the first origin, which it names to everybody.
      const ofCdk = cdkPreflightTemplate(["https://another.example.org", ...allowOrigins]);
      assert.equal(answerOf(preflight)?.ResponseTemplates?.["application/json"], ofCdk);
    }
  });

  test("allows the headers that carry credentials once, in whatever case the settings name them", () => {
    const { tokens: _tokens, ...keysAlone } = bothSchemes;
    for (const [settings, allowHeaders, allowed] of [
      [keysAlone, ["x-api-key"], "x-api-key"],
      [keysAlone, ["x-project"], "x-project,X-API-Key"],
      [{ ...keysAlone, apiKeys: { basic: true } }, ["x-project"], "x-project,Authorization,X-API-Key"],
      [{ ...keysAlone, apiKeys: { basic: true } }, ["authorization"], "authorization,X-API-Key"],
      [bothSchemes, ["x-api-key"], "x-api-key,Authorization"],
    ] as const) {
      const template = templateOf({ ...settings, api: { cors: { allowHeaders: [...allowHeaders] } } });
      for (const preflight of methodsOf("OPTIONS", template)) {
        const headers = headersOf(preflight);
        assert.equal(headers["method.response.header.Access-Control-Allow-Headers"], `'${allowed}'`);
      }
    }
  });

  test("says nothing of the origin of the request where every origin may read", () => {
    for (const preflight of methodsOf("OPTIONS")) {
      assert.equal(headersOf(preflight)["method.response.header.Access-Control-Allow-Origin"], "'*'");
      assert.equal("method.response.header.Vary" in headersOf(preflight), false);
    }
  });
});

describe("the protected resource metadata", () => {
  const bodyOf = (method: Method | undefined) => {
    const body = method && answerOf(method)?.ResponseTemplates?.["application/json"];
    if (body === undefined) throw new Error("there is no body");
    return JSON.parse(typeof body === "string" ? body : body["Fn::Join"][1].map(placeholder).join(""));
  };
  const placeholder = (part: unknown) => (typeof part === "string" ? part : "<…>");

  test("name the API by its own address, and its issuers and scopes", () => {
    const [get] = methodsOf("GET");
    assert.deepEqual(bodyOf(get), {
      resource: "https://<…>.execute-api.<…>.<…>/v1",
      resource_name: "ogc-api",
      authorization_servers: ["https://login.example.org/realms/geo"],
      bearer_methods_supported: ["header"],
      scopes_supported: ["wells:read"],
    });
  });

  test("name the API by its address to the letter, whatever its stage is called and by whatever proxy it is reached", () => {
    for (const [api, address] of [
      [{ stage: "Prod-1_x" }, "https://<…>.execute-api.<…>.<…>/Prod-1_x"],
      [{ url: "https://geo.example.org" }, "https://geo.example.org"],
      [{ url: "https://geo.example.org:8443/v1" }, "https://geo.example.org:8443/v1"],
      [{ stage: "_", url: "https://geo.example.org/_" }, "https://geo.example.org/_"],
    ] as const) {
      assert.equal(bodyOf(methodsOf("GET", templateOf({ ...bothSchemes, api }))[0]).resource, address);
    }
  });

  test("are JSON that pages may read, and answer HEAD as GET, without the body", () => {
    const [get] = methodsOf("GET");
    const [head] = methodsOf("HEAD");
    assert.ok(get && head);
    assert.equal(headersOf(get)["method.response.header.Content-Type"], "'application/json'");
    assert.equal(headersOf(get)["method.response.header.Access-Control-Allow-Origin"], "'*'");
    assert.deepEqual(headersOf(head), headersOf(get));
    assert.equal(answerOf(head)?.ResponseTemplates, undefined);
  });

  test("come out as they went in where the template language has a meaning of its own for a character", () => {
    const rule = { who: { scope: "$all#set" }, may: ["read" as const], on: { api: true as const } };
    const [get] = methodsOf("GET", templateOf({ ...bothSchemes, accessRules: [rule] }));
    const text = JSON.stringify(get && answerOf(get)?.ResponseTemplates);
    assert.doesNotMatch(text, /[$#]/);
    assert.deepEqual(bodyOf(get).scopes_supported, ["$all#set"]);
  });

  test("name a custom domain as the API's address, with its base path where it has one", () => {
    const certificateArn =
      "arn:aws:acm:eu-central-1:123456789012:certificate/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
    for (const [basePath, address] of [
      [undefined, "https://geo.example.org"],
      ["ogc", "https://geo.example.org/ogc"],
    ] as const) {
      const domain = { name: "geo.example.org", certificateArn, ...(basePath !== undefined && { basePath }) };
      const template = templateOf({ ...bothSchemes, api: { domain } });
      assert.equal(bodyOf(methodsOf("GET", template)[0]).resource, address);
      const challenge = propertiesOf(
        template,
        "AWS::ApiGateway::GatewayResponse",
        ({ ResponseType }) => ResponseType === "UNAUTHORIZED",
      );
      assert.match(
        JSON.stringify(challenge.ResponseParameters),
        new RegExp(`resource_metadata=\\\\"${address}/\\.well-known/oauth-protected-resource\\\\"`),
      );
    }
  });

  test("are there, without an authorization server, where all tokens are those of a user-info call", () => {
    const opaque = [
      {
        issuer: "https://git.example.org",
        prefix: "git_",
        clientIds: ["app"],
        userInfo: { url: "https://git.example.org/user", clientHeader: "x-client" },
      },
    ];
    const [get] = methodsOf("GET", templateOf({ ...bothSchemes, tokens: { opaque } }));
    const metadata = bodyOf(get);
    assert.equal(metadata.resource, "https://<…>.execute-api.<…>.<…>/v1");
    assert.equal(metadata.authorization_servers, undefined);
  });

  test("say where people find help, whatever the template language would read in that address", () => {
    const helpUrl = "https://www.example.org/help?$stage&!$(x)";
    const [get] = methodsOf("GET", templateOf({ ...bothSchemes, api: { refusals: { helpUrl } } }));
    assert.equal(bodyOf(get).resource_documentation, helpUrl);
    assert.doesNotMatch(JSON.stringify(get && answerOf(get)?.ResponseTemplates), /[$#]/);
  });

  test("are not there where no tokens are recognised", () => {
    const { tokens: _tokens, ...keysOnly } = bothSchemes;
    const accessRules = [{ who: "signed-in" as const, may: ["read" as const], on: { api: true as const } }];
    const without = templateOf({ ...keysOnly, accessRules });
    assert.deepEqual(methodsOf("GET", without), []);
    assert.equal(propertiesOf(without, "AWS::ApiGateway::Resource").PathPart, "{proxy+}");
  });
});
