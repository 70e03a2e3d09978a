/** The functions: what they run on, what they are told, and what they may. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { CfnResource, Stack } from "aws-cdk-lib/core";
import { validSettings } from "#core/settings/read-settings";
import { backendFunction } from "#infra/constructs/backend-function";
import { SynthesisRefusal } from "#infra/synthesis-refusal";
import { ogcApiApp } from "#infra/synthesize";
import { bothSchemes, existingBackend, propertiesOf, templateOf } from "../synthesized-stack.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const secretArn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:geodata-keys-AbCdEf";
const template = templateOf(bothSchemes);
const functionOf = (description: RegExp, of = template) =>
  propertiesOf(of, "AWS::Lambda::Function", ({ Description }) => description.test(String(Description)));
const { tokens: _tokens, apiKeys: _apiKeys, ...neither } = bothSchemes;

describe("every function of ours", () => {
  test("runs on Node.js 24 and arm64, by index.handler", () => {
    const functions = Object.values(template.findResources("AWS::Lambda::Function"));
    assert.equal(functions.length, 2);
    for (const { Properties } of functions) {
      assert.equal(Properties.Runtime, "nodejs24.x");
      assert.deepEqual(Properties.Architectures, ["arm64"]);
      assert.equal(Properties.Handler, "index.handler");
    }
  });

  test("has a role and a log group of its own", () => {
    const functions = Object.values(template.findResources("AWS::Lambda::Function"));
    const roles = functions.map(({ Properties }) => Properties.Role["Fn::GetAtt"][0]);
    const logs = functions.map(({ Properties }) => Properties.LoggingConfig.LogGroup.Ref);
    assert.deepEqual(roles.sort(), Object.keys(template.findResources("AWS::IAM::Role")).sort());
    assert.deepEqual(logs.sort(), Object.keys(template.findResources("AWS::Logs::LogGroup")).sort());
  });

  test("has no managed policy, and no statement with a wildcard", () => {
    for (const { Properties } of Object.values(template.findResources("AWS::IAM::Role"))) {
      assert.equal("ManagedPolicyArns" in Properties, false);
      assert.equal("Policies" in Properties, false);
    }
    for (const { Properties } of Object.values(template.findResources("AWS::IAM::Policy"))) {
      for (const { Effect, Action, Resource } of Properties.PolicyDocument.Statement) {
        assert.equal(Effect, "Allow");
        assert.doesNotMatch(JSON.stringify([Action, Resource]), /\*/);
      }
    }
  });

  test("keeps its logs as long as configured", () => {
    const settings = { ...bothSchemes, logs: { retentionDays: 7 as const } };
    const groups = Object.values(templateOf(settings).findResources("AWS::Logs::LogGroup"));
    assert.deepEqual(
      groups.map(({ Properties }) => Properties.RetentionInDays),
      [7, 7],
    );
  });
});

describe("the authorizer", () => {
  test("has the configured memory and time-out", () => {
    const decision = { memoryMegabytes: 1024, functionTimeoutSeconds: 9 };
    const authorizer = functionOf(/Decides/, templateOf({ ...bothSchemes, decision }));
    assert.equal(authorizer.MemorySize, 1024);
    assert.equal(authorizer.Timeout, 9);
  });

  test("may write its own log and read the one secret, and nothing else", () => {
    const [secret] = Object.keys(template.findResources("AWS::SecretsManager::Secret"));
    const policy = propertiesOf(template, "AWS::IAM::Policy", ({ PolicyName }) =>
      String(PolicyName).startsWith("Authorizer"),
    );
    const [logs, keys, ...more] = (policy.PolicyDocument as { Statement: Record<string, unknown>[] })
      .Statement;
    assert.deepEqual(logs?.Action, ["logs:CreateLogStream", "logs:PutLogEvents"]);
    assert.match(JSON.stringify(logs?.Resource), /^\{"Fn::GetAtt":\["AuthorizerLogs[0-9A-F]+","Arn"\]\}$/);
    assert.equal(keys?.Action, "secretsmanager:GetSecretValue");
    assert.deepEqual(keys?.Resource, { Ref: secret });
    assert.deepEqual(more, []);
  });

  test("may read the secret of the token for OPA, and finds its ARN among the settings", () => {
    const tokenSecretArn = secretArn.replace("geodata-keys", "opa-token");
    const policy = { engine: "remote" as const, url: "https://opa.example.org", tokenSecretArn };
    const { tokens } = bothSchemes;
    const guarded = templateOf({ ...neither, ...(tokens && { tokens }), policy });
    const statements = Object.values(guarded.findResources("AWS::IAM::Policy")).flatMap(
      ({ Properties }) => Properties.PolicyDocument.Statement as Record<string, unknown>[],
    );
    assert.deepEqual(
      statements.filter(({ Action }) => String(Action).startsWith("secretsmanager")),
      [{ Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: tokenSecretArn }],
    );
    assert.equal("Environment" in functionOf(/Decides/, guarded), false);
  });

  test("may read the secret of each client that introspects, once however many issuers share it", () => {
    const [one, two] = ["client-one", "client-two"].map((name) => secretArn.replace("geodata-keys", name));
    const introspectedBy = (clientSecretArn = "") => ({
      issuer: "https://login.example.org",
      audiences: ["geodata"],
      introspection: { url: "https://login.example.org/introspect", clientSecretArn },
    });
    const tokens = {
      issuers: [{ ...introspectedBy(one), jwksUri: "https://login.example.org/certs" }],
      opaque: [introspectedBy(one), { ...introspectedBy(two), prefix: "two_" }],
    };
    const asking = templateOf({ ...neither, tokens });
    const statements = Object.values(asking.findResources("AWS::IAM::Policy")).flatMap(
      ({ Properties }) => Properties.PolicyDocument.Statement as Record<string, unknown>[],
    );
    assert.deepEqual(
      statements.filter(({ Action }) => String(Action).startsWith("secretsmanager")),
      [{ Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: [one, two] }],
    );
  });

  test("learns the secret's ARN by its environment, and nothing else", () => {
    const [secret] = Object.keys(template.findResources("AWS::SecretsManager::Secret"));
    assert.deepEqual(functionOf(/Decides/).Environment, {
      Variables: { API_KEY_SECRET_ARN: { Ref: secret } },
    });
  });

  test("has no environment and no right to any secret where no API keys are recognised", () => {
    const tokensOnly = templateOf({ ...neither, ...(bothSchemes.tokens && { tokens: bothSchemes.tokens }) });
    assert.equal("Environment" in functionOf(/Decides/, tokensOnly), false);
    assert.doesNotMatch(JSON.stringify(tokensOnly.toJSON()), /secretsmanager/);
  });

  test("leaves its log, the record of every decision, when the stack is deleted", () => {
    const groups = Object.entries(template.findResources("AWS::Logs::LogGroup"));
    const policyOf = (prefix: string) => groups.find(([id]) => id.startsWith(prefix))?.[1].DeletionPolicy;
    assert.equal(policyOf("Authorizer"), "RetainExceptOnCreate");
    assert.equal(policyOf("Backend"), "Delete");
  });
});

describe("the secret of the API keys", () => {
  test("is made with a random pepper and no keys, and outlives the stack", () => {
    const [secret] = Object.values(template.findResources("AWS::SecretsManager::Secret"));
    assert.deepEqual(secret?.Properties.GenerateSecretString, {
      SecretStringTemplate: '{"keys":{}}',
      GenerateStringKey: "pepper",
      PasswordLength: 64,
      ExcludePunctuation: true,
    });
    assert.equal(secret?.DeletionPolicy, "RetainExceptOnCreate");
    assert.equal(secret?.UpdateReplacePolicy, "Retain");
  });

  test("is the configured one where there is one", () => {
    const configured = templateOf({ ...bothSchemes, apiKeys: { secretArn } });
    configured.resourceCountIs("AWS::SecretsManager::Secret", 0);
    assert.deepEqual(functionOf(/Decides/, configured).Environment, {
      Variables: { API_KEY_SECRET_ARN: secretArn },
    });
    assert.match(JSON.stringify(configured.findResources("AWS::IAM::Policy")), new RegExp(secretArn));
    assert.equal(configured.toJSON().Outputs.ApiKeySecretArn.Value, secretArn);
  });
});

describe("the sample backend", () => {
  test("may take as long as the API waits, and knows no address that would make a cycle", () => {
    const backend = { kind: "sample" as const, timeoutMilliseconds: 1500 };
    const sample = functionOf(/sample/, templateOf({ ...bothSchemes, backend }));
    assert.equal(sample.Timeout, 2);
    assert.equal("Environment" in sample, false);
  });

  test("knows the configured address", () => {
    const api = { url: "https://geo.example.org" };
    assert.deepEqual(functionOf(/sample/, templateOf({ ...bothSchemes, api })).Environment, {
      Variables: { OGC_API_PUBLIC_URL: api.url },
    });
  });

  test("is told which pages may read its answers, where not every page may", () => {
    const origins = ["https://a.example.org", "https://b.example.org"];
    const several = templateOf({ ...bothSchemes, api: { cors: { allowOrigins: origins } } });
    assert.deepEqual(functionOf(/sample/, several).Environment, {
      Variables: { OGC_API_ALLOW_ORIGINS: "https://a.example.org https://b.example.org" },
    });
    const cors = { allowOrigins: origins.slice(0, 1), allowCredentials: true };
    assert.deepEqual(functionOf(/sample/, templateOf({ ...bothSchemes, api: { cors } })).Environment, {
      Variables: { OGC_API_ALLOW_ORIGINS: "https://a.example.org", OGC_API_ALLOW_CREDENTIALS: "true" },
    });
  });

  test("is refused where nothing was built", () => {
    const stack = new Stack(ogcApiApp(temporaryFolder()));
    const settings = validSettings(bothSchemes);
    assert.throws(() => backendFunction(stack, "Backend", { settings }), SynthesisRefusal);
  });
});

describe("an existing backend", () => {
  test("is called by the ARN that was given, and nothing of it is made", () => {
    const stack = new Stack(ogcApiApp(temporaryFolder()));
    const settings = validSettings({ ...bothSchemes, backend: existingBackend });
    const backend = backendFunction(stack, "Backend", { settings });
    assert.equal(backend.functionArn, existingBackend.functionArn);
    assert.deepEqual(stack.node.findAll().filter(CfnResource.isCfnResource), []);
  });
});
