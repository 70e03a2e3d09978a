/** What is read of a template's REST API, and which templates are refused because AWS would serve them otherwise. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readRestApi } from "#local/gateway/api/rest-api";
import type { CloudFormationTemplate } from "#local/gateway/template/cloudformation-template";
import {
  gatewayResponseResource,
  pseudoParameters,
  sampleTemplate,
  withIntegration,
  withoutResource,
  withProperties,
  withResources,
} from "../sample-template.ts";

const read = (template: CloudFormationTemplate) => readRestApi({ template, pseudo: pseudoParameters });

const authorizerArn = "arn:aws:lambda:eu-central-1:123456789012:function:sample-Authorizer";
const backendArn = "arn:aws:lambda:eu-central-1:123456789012:function:sample-Backend";

describe("the API of a template", () => {
  const api = read(sampleTemplate);

  test("its resources have their whole paths", () => {
    const paths = api.resources.map(({ path }) => path);
    assert.deepEqual(paths, ["/", "/{proxy+}", "/things", "/things/{id}", "/things/special", "/open"]);
  });

  test("its ids are the same at every start", () => {
    assert.match(api.apiId, /^[0-9a-f]{10}$/);
    assert.equal(read(sampleTemplate).apiId, api.apiId);
    assert.equal(api.domainName, `${api.apiId}.execute-api.eu-central-1.amazonaws.com`);
  });

  test("a method of type CUSTOM has its authorizer, and one of type NONE has none", () => {
    const methodsOf = (path: string) => api.resources.find((resource) => resource.path === path)?.methods;
    assert.equal(methodsOf("/{proxy+}")?.get("ANY")?.authorizer?.functionArn, authorizerArn);
    assert.equal(methodsOf("/open")?.get("GET")?.authorizer, undefined);
  });

  test("a proxy integration has its function, alias included, and its time-out", () => {
    const method = api.resources[0]?.methods.get("ANY");
    assert.deepEqual(method?.integration, {
      kind: "lambda-proxy",
      functionArn: backendArn,
      timeoutMilliseconds: 5000,
    });
    const path = "arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions";
    const aliased = read(withIntegration("RootAny", { Uri: `${path}/${backendArn}:live/invocations` }));
    const integration = aliased.resources[0]?.methods.get("ANY")?.integration;
    assert.equal(integration?.kind === "lambda-proxy" && integration.functionArn, `${backendArn}:live`);
  });

  test("an authorizer without a time to live has CloudFormation's 300 seconds", () => {
    const changes = { AuthorizerResultTtlInSeconds: undefined, IdentitySource: "method.request.header.A" };
    const [authorizer] = read(withProperties("ApiAuthorizer", changes)).authorizers.values();
    assert.equal(authorizer?.resultTtlSeconds, 300);
  });

  test("a binary media type may be written with ~1 for the slash", () => {
    const types = read(withProperties("Api", { BinaryMediaTypes: ["image~1png", "*/*"] })).binaryMediaTypes;
    assert.deepEqual(types, ["image/png", "*/*"]);
  });

  test("a permission with a condition that is not judged here counts as none", () => {
    const { permissions } = read(withProperties("BackendPermission", { PrincipalOrgID: "o-1234567890" }));
    assert.deepEqual(
      permissions.map(({ functionArn }) => functionArn),
      [authorizerArn],
    );
  });
});

describe("what is not served as AWS would is refused at the start, by name", () => {
  const usagePlan = { Type: "AWS::ApiGateway::UsagePlan" };
  const firewall = { Type: "AWS::WAFv2::WebACLAssociation" };
  const httpApi = { Type: "AWS::ApiGatewayV2::Api" };
  const unquoted = { "gatewayresponse.header.X": "plain" };
  const vtl = { "application/json": "#set($a = 1)" };
  const mockTemplate = { "application/json": "{\"statusCode\": $input.params('x')}" };
  const undeclared = [{ StatusCode: "204", ResponseParameters: { "method.response.header.Other": "'x'" } }];
  const cases: readonly (readonly [string, CloudFormationTemplate, RegExp])[] = [
    ["a usage plan", withResources({ Plan: usagePlan }), /Plan of type AWS::ApiGateway::UsagePlan/],
    ["a firewall", withResources({ Wall: firewall }), /Wall of type AWS::WAFv2/],
    ["an HTTP API", withResources({ Other: httpApi }), /Other of type AWS::ApiGatewayV2::Api/],
    ["a resource policy", withProperties("Api", { Policy: {} }), /Api .*: Policy: not reproduced/],
    ["compression", withProperties("Api", { MinimumCompressionSize: 0 }), /MinimumCompressionSize/],
    ["an imported definition", withProperties("Api", { Body: {} }), /Api .*: Body/],
    ["image/*", withProperties("Api", { BinaryMediaTypes: ["image/*"] }), /BinaryMediaTypes "image\/\*"/],
    ["a private API", withProperties("Api", { EndpointConfiguration: { Types: ["PRIVATE"] } }), /private/],
    ["a required API key", withProperties("RootAny", { ApiKeyRequired: true }), /RootAny .*ApiKeyRequired/],
    ["a validator", withProperties("RootAny", { RequestValidatorId: "x" }), /RootAny .*RequestValidatorId/],
    ["IAM authorization", withProperties("RootAny", { AuthorizationType: "AWS_IAM" }), /AWS_IAM/],
    [
      "an unknown authorizer",
      withProperties("RootAny", { AuthorizerId: "x" }),
      /AuthorizerId is no authorizer/,
    ],
    ["a strange method", withProperties("RootAny", { HttpMethod: "TRACE" }), /HttpMethod is not one of/],
    [
      "a method without resource",
      withProperties("RootAny", { ResourceId: "x" }),
      /no resource of the API: x/,
    ],
    ["a TOKEN authorizer", withProperties("ApiAuthorizer", { Type: "TOKEN" }), /type TOKEN/],
    [
      "caching by nothing",
      withProperties("ApiAuthorizer", { AuthorizerResultTtlInSeconds: 60 }),
      /IdentitySource/,
    ],
    [
      "a role for invocation",
      withProperties("ApiAuthorizer", { AuthorizerCredentials: "r" }),
      /AuthorizerCredentials/,
    ],
    [
      "a path as identity",
      withProperties("ApiAuthorizer", { IdentitySource: "method.request.path.id" }),
      /no identity/,
    ],
    [
      "a time to live of a day",
      withProperties("ApiAuthorizer", { AuthorizerResultTtlInSeconds: 86400 }),
      /0 to 3600/,
    ],
    ["an HTTP integration", withIntegration("RootAny", { Type: "HTTP_PROXY" }), /RootAny .*HTTP_PROXY/],
    ["GET to a function", withIntegration("RootAny", { IntegrationHttpMethod: "GET" }), /must be POST/],
    ["a role for a function", withIntegration("RootAny", { Credentials: "r" }), /RootAny .*Credentials/],
    [
      "a stage variable as function",
      withIntegration("RootAny", { Uri: "arn:${stageVariables.f}" }),
      /RootAny .*Uri/,
    ],
    [
      "a computed mock",
      withIntegration("ProxyOptions", { RequestTemplates: mockTemplate }),
      /ProxyOptions .*template/,
    ],
    [
      "an undeclared header",
      withIntegration("ProxyOptions", { IntegrationResponses: undeclared }),
      /header\.Other/,
    ],
    ["an undeclared status", withProperties("ProxyOptions", { MethodResponses: [] }), /204 is not among/],
    ["a canary", withProperties("ApiStage", { CanarySetting: {} }), /CanarySetting/],
    ["a cache", withProperties("ApiStage", { CacheClusterEnabled: true }), /CacheClusterEnabled/],
    ["a stage name with a slash", withProperties("ApiStage", { StageName: "a/b" }), /StageName/],
    ["no stage", withoutResource("ApiStage"), /no AWS::ApiGateway::Stage/],
    [
      "a greedy part in the middle",
      withProperties("Thing", { ParentId: { Ref: "Proxy" } }),
      /must be the last/,
    ],
    [
      "a header literal without quotes",
      withResources({ R: gatewayResponseResource("UNAUTHORIZED", { ResponseParameters: unquoted }) }),
      /Resource R .*gatewayresponse\.header\.X: plain is neither/,
    ],
    [
      "a computed gateway response",
      withResources({ R: gatewayResponseResource("UNAUTHORIZED", { ResponseTemplates: vtl }) }),
      /Resource R .*"#set"/,
    ],
    [
      "a response type defined twice",
      withResources({
        A: gatewayResponseResource("UNAUTHORIZED", {}),
        B: gatewayResponseResource("UNAUTHORIZED", {}),
      }),
      /Resource B .*defined twice: UNAUTHORIZED/,
    ],
    ["an unknown response type", withResources({ R: gatewayResponseResource("TEAPOT", {}) }), /TEAPOT/],
  ];
  for (const [what, template, message] of cases) {
    test(what, () => {
      assert.throws(() => read(template), { name: "TemplateError", message });
    });
  }

  test("a second API", () => {
    const second = { Type: "AWS::ApiGateway::RestApi" };
    assert.throws(() => read(withResources({ Second: second })), /2 REST APIs/);
  });
});

test("resources that concern no API, and descriptions of it, are of no interest", () => {
  const template = withResources({
    Bucket: { Type: "AWS::S3::Bucket" },
    Account: { Type: "AWS::ApiGateway::Account" },
    ApiDeployment: {
      Type: "AWS::ApiGateway::Deployment",
      Properties: { RestApiId: { Ref: "Api" }, Description: "as made by the CDK" },
    },
  });
  assert.equal(read(template).stage.name, "dev");
});
