/** The functions and secrets that are read out of a template. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { templateFunctions, templateSecrets } from "#local/gateway/template";
import { pseudoParameters, sampleTemplate, withProperties, withResources } from "./sample-template.ts";

describe("functions of a template", () => {
  test("each has its ARN, handler, limits and asset folder", () => {
    const [authorizer] = templateFunctions(sampleTemplate, pseudoParameters);
    assert.deepEqual(authorizer, {
      logicalId: "Authorizer",
      name: "sample-Authorizer",
      arn: "arn:aws:lambda:eu-central-1:123456789012:function:sample-Authorizer",
      runtime: "nodejs24.x",
      handler: "index.handler",
      environment: {},
      timeoutMilliseconds: 5000,
      memoryMegabytes: 256,
      assetFolder: "asset.authorizer",
    });
  });

  test("the environment's references are evaluated", () => {
    const environment = { Variables: { API: { Ref: "Api" }, BACKEND: { "Fn::GetAtt": ["Backend", "Arn"] } } };
    const template = withProperties("Authorizer", { Environment: environment });
    const [authorizer] = templateFunctions(template, pseudoParameters);
    assert.match(authorizer?.environment.API ?? "", /^[0-9a-f]{10}$/);
    assert.equal(
      authorizer?.environment.BACKEND,
      "arn:aws:lambda:eu-central-1:123456789012:function:sample-Backend",
    );
  });

  test("without time-out and memory CloudFormation's defaults hold", () => {
    const template = withProperties("Authorizer", { Timeout: undefined, MemorySize: undefined });
    const [authorizer] = templateFunctions(template, pseudoParameters);
    assert.equal(authorizer?.timeoutMilliseconds, 3000);
    assert.equal(authorizer?.memoryMegabytes, 128);
  });
});

describe("secrets of a template", () => {
  const secret = (properties: Record<string, unknown>) =>
    withResources({ Keys: { Type: "AWS::SecretsManager::Secret", Properties: properties } });

  test("each has its ARN and how its first value is made", () => {
    const generate = { SecretStringTemplate: "{}", GenerateStringKey: "pepper", PasswordLength: 64 };
    const [keys] = templateSecrets(
      secret({ Name: "keys", GenerateSecretString: generate }),
      pseudoParameters,
    );
    assert.match(keys?.arn ?? "", /^arn:aws:secretsmanager:eu-central-1:123456789012:secret:keys-\w{6}$/);
    assert.deepEqual(keys?.generateSecretString, generate);
  });

  test("a value that stands in the template is refused without being shown", () => {
    assert.throws(
      () => templateSecrets(secret({ SecretString: "plain-words" }), pseudoParameters),
      (error: Error) => /SecretString/.test(error.message) && !error.message.includes("plain-words"),
    );
  });
});
