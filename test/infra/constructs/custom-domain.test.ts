/** A custom domain: mapped to the one stage, and the only address the API then has. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { bothSchemes, everything, propertiesOf, templateOf } from "../synthesized-stack.ts";

const domain = everything.api?.domain;
assert.ok(domain !== undefined);
const template = templateOf({ ...bothSchemes, api: { domain } });
const atRoot = templateOf({
  ...bothSchemes,
  api: { domain: { name: domain.name, certificateArn: domain.certificateArn } },
});
const only = (type: string) => Object.keys(template.findResources(type))[0];

describe("a custom domain", () => {
  test("is regional, has the given certificate and takes TLS 1.2 and nothing older", () => {
    assert.deepEqual(propertiesOf(template, "AWS::ApiGateway::DomainName"), {
      DomainName: "geo.example.org",
      EndpointConfiguration: { Types: ["REGIONAL"] },
      RegionalCertificateArn: domain.certificateArn,
      SecurityPolicy: "TLS_1_2",
    });
    template.resourceCountIs("AWS::CertificateManager::Certificate", 0);
  });

  test("maps its base path, or its root, to the API's stage", () => {
    const mapping = propertiesOf(template, "AWS::ApiGateway::BasePathMapping");
    assert.deepEqual(mapping, {
      BasePath: "ogc",
      DomainName: { Ref: only("AWS::ApiGateway::DomainName") },
      RestApiId: { Ref: only("AWS::ApiGateway::RestApi") },
      Stage: { Ref: only("AWS::ApiGateway::Stage") },
    });
    assert.equal("BasePath" in propertiesOf(atRoot, "AWS::ApiGateway::BasePathMapping"), false);
  });

  test("switches the stage's own address off, which takes a new deployment", () => {
    const plain = templateOf(bothSchemes);
    assert.equal(propertiesOf(template, "AWS::ApiGateway::RestApi").DisableExecuteApiEndpoint, true);
    assert.equal("DisableExecuteApiEndpoint" in propertiesOf(plain, "AWS::ApiGateway::RestApi"), false);
    assert.notEqual(
      only("AWS::ApiGateway::Deployment"),
      Object.keys(plain.findResources("AWS::ApiGateway::Deployment"))[0],
    );
  });

  test("is the address that outputs, challenges and the backend tell", () => {
    const { Outputs } = template.toJSON();
    assert.equal(Outputs.Url.Value, "https://geo.example.org/ogc");
    assert.deepEqual(Outputs.DomainTarget.Value, {
      "Fn::GetAtt": [only("AWS::ApiGateway::DomainName"), "RegionalDomainName"],
    });
    assert.equal(atRoot.toJSON().Outputs.Url.Value, "https://geo.example.org");
    const metadata = "https://geo.example.org/ogc/.well-known/oauth-protected-resource";
    assert.ok(JSON.stringify(template.findResources("AWS::ApiGateway::GatewayResponse")).includes(metadata));
    const sample = propertiesOf(template, "AWS::Lambda::Function", ({ Description }) =>
      /sample/.test(String(Description)),
    );
    assert.deepEqual(sample.Environment, {
      Variables: { OGC_API_PUBLIC_URL: "https://geo.example.org/ogc" },
    });
  });
});
