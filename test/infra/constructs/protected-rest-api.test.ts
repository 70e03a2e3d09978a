/** The REST API: everything goes to the backend, and through the authorizer first. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { AuthorizationType, HttpIntegration, RestApi } from "aws-cdk-lib/aws-apigateway";
import { ogcApiApp } from "#infra/synthesize";
import { bothSchemes, existingBackend, propertiesOf, stackOf, templateOf } from "../synthesized-stack.ts";
import { temporaryFolder } from "../temporary-folder.ts";

describe("the REST API", () => {
  const template = templateOf({ ...bothSchemes, backend: existingBackend, api: { stage: "prod" } });
  const resources = template.toJSON().Resources;
  const authorizerId = Object.keys(template.findResources("AWS::ApiGateway::Authorizer"))[0];
  const methods = Object.values(template.findResources("AWS::ApiGateway::Method")).map(
    ({ Properties }) => Properties,
  );
  const pathOf = (resourceId: Record<string, string>): string => {
    const resource = resources[resourceId.Ref ?? ""];
    if (resource === undefined) return "";
    return `${pathOf(resource.Properties.ParentId)}/${resource.Properties.PathPart}`;
  };

  test("sends every path and method to the backend, by proxy integration with the configured time-out", () => {
    const forwarded = methods.filter(({ Integration }) => Integration.Type === "AWS_PROXY");
    assert.deepEqual(forwarded.map(({ HttpMethod, ResourceId }) => [HttpMethod, pathOf(ResourceId)]).sort(), [
      ["ANY", ""],
      ["ANY", "/{proxy+}"],
    ]);
    for (const { Integration } of forwarded) {
      assert.equal(Integration.IntegrationHttpMethod, "POST");
      assert.equal(Integration.TimeoutInMillis, 12_000);
      assert.match(JSON.stringify(Integration.Uri), /function:pygeoapi:live\/invocations/);
    }
  });

  test("puts every method under the authorizer but the preflight and the well-known document", () => {
    const open = methods.filter(({ AuthorizationType }) => AuthorizationType !== "CUSTOM");
    assert.deepEqual(open.map(({ HttpMethod, ResourceId }) => `${HttpMethod} ${pathOf(ResourceId)}`).sort(), [
      "GET /.well-known/oauth-protected-resource",
      "HEAD /.well-known/oauth-protected-resource",
      "OPTIONS ",
      "OPTIONS /.well-known/oauth-protected-resource",
      "OPTIONS /{proxy+}",
    ]);
    for (const { AuthorizationType, Integration } of open) {
      assert.equal(AuthorizationType, "NONE");
      assert.equal(Integration.Type, "MOCK");
    }
    for (const method of methods.filter((candidate) => !open.includes(candidate))) {
      assert.deepEqual(method.AuthorizerId, { Ref: authorizerId });
    }
  });

  test("keeps no decision and asks the authorizer whatever the request carries", () => {
    const authorizer = propertiesOf(template, "AWS::ApiGateway::Authorizer");
    assert.equal(authorizer.Type, "REQUEST");
    assert.equal(authorizer.AuthorizerResultTtlInSeconds, 0);
    assert.equal("IdentitySource" in authorizer, false);
    assert.equal("AuthorizerCredentials" in authorizer, false);
  });

  test("is regional, passes binary answers whatever the client's first Accept is, and has the literal stage", () => {
    const api = propertiesOf(template, "AWS::ApiGateway::RestApi");
    assert.equal(api.Name, "geodata");
    assert.deepEqual(api.BinaryMediaTypes, ["*/*"]);
    assert.deepEqual(api.EndpointConfiguration, { Types: ["REGIONAL"] });
    assert.equal(propertiesOf(template, "AWS::ApiGateway::Stage").StageName, "prod");
    template.resourceCountIs("AWS::ApiGateway::Account", 0);
  });

  test("may call each function by one permission, as narrow as its calls", () => {
    const permissions = Object.values(template.findResources("AWS::Lambda::Permission")).map(
      ({ Properties }) => Properties,
    );
    const ends = permissions.map(({ SourceArn }) => SourceArn["Fn::Join"][1].slice(-2));
    assert.equal(permissions.length, 2);
    for (const permission of permissions) {
      assert.equal(permission.Action, "lambda:InvokeFunction");
      assert.equal(permission.Principal, "apigateway.amazonaws.com");
    }
    assert.ok(ends.some(([slash, id]) => slash === "/authorizers/" && id.Ref === authorizerId));
    assert.ok(ends.some(([, path]) => path === "/prod/*/*"));
    assert.ok(permissions.some(({ FunctionName }) => FunctionName === existingBackend.functionArn));
  });

  test("has two outputs: its address and the secret's ARN", () => {
    const { Outputs } = template.toJSON();
    assert.deepEqual(Object.keys(Outputs).sort(), ["ApiKeySecretArn", "Url"]);
    const address = Outputs.Url.Value["Fn::Join"][1];
    assert.deepEqual(address.at(0), "https://");
    assert.deepEqual(address.at(-1), "/prod");
  });

  test("calls itself by the configured address where there is one", () => {
    const api = { url: "https://geo.example.org" };
    assert.equal(templateOf({ ...bothSchemes, api }).toJSON().Outputs.Url.Value, api.url);
  });
});

describe("a deployment", () => {
  const deploymentOf = (settings: Parameters<typeof templateOf>[0]) =>
    Object.keys(templateOf(settings).findResources("AWS::ApiGateway::Deployment"));

  test("is a new one when the answers of the API change, and the same one when they do not", () => {
    const before = deploymentOf(bothSchemes);
    assert.deepEqual(deploymentOf({ ...bothSchemes, logs: { retentionDays: 7 } }), before);
    assert.notDeepEqual(deploymentOf({ ...bothSchemes, api: { realm: "other" } }), before);
  });

  test("comes after every method, resource, gateway response and the authorizer", () => {
    const template = templateOf(bothSchemes);
    const [deployment] = Object.values(template.findResources("AWS::ApiGateway::Deployment"));
    const types = ["Method", "Resource", "GatewayResponse", "Authorizer"];
    const parts = types.flatMap((type) => Object.keys(template.findResources(`AWS::ApiGateway::${type}`)));
    assert.deepEqual([...(deployment?.DependsOn ?? [])].sort(), parts.sort());
  });
});

test("synthesis fails for a method that reaches a backend without the authorizer", () => {
  const { app, stack } = stackOf(bothSchemes, ogcApiApp(temporaryFolder()));
  const restApi = stack.node.findAll().find((construct) => construct instanceof RestApi);
  restApi?.root.addResource("open").addMethod("GET", new HttpIntegration("https://example.org"), {
    authorizationType: AuthorizationType.NONE,
  });
  assert.throws(() => app.synth(), /GET \/open reaches the backend without the authorizer/);
});
