/** The table of managed API keys: how it is kept, what the authorizer may do with it, and that it is not there unasked. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Template } from "aws-cdk-lib/assertions";
import type { SettingsInput } from "#core/settings/schema";
import { bothSchemes, propertiesOf, templateOf } from "../synthesized-stack.ts";

type ManagedKeys = NonNullable<SettingsInput["apiKeys"]>["managed"];

const tableArn = "arn:aws:dynamodb:eu-central-1:123456789012:table/geodata-keys";
const managing = (managed: ManagedKeys) => templateOf({ ...bothSchemes, apiKeys: { managed } });
const template = managing({});
const [tableId = ""] = Object.keys(template.findResources("AWS::DynamoDB::Table"));

/** Every statement of every role that is about DynamoDB. */
const statementsOf = (of: Template) =>
  Object.values(of.findResources("AWS::IAM::Policy"))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement as Record<string, unknown>[])
    .filter((statement) => JSON.stringify(statement).includes("dynamodb"));
const variablesOf = (of: Template) =>
  propertiesOf(of, "AWS::Lambda::Function", ({ Description }) => /Decides/.test(String(Description)))
    .Environment;
const [secretId] = Object.keys(template.findResources("AWS::SecretsManager::Secret"));

/** One attribute of one record, and nothing of the rest of it. */
const noteUse = (Resource: unknown) => ({
  Effect: "Allow",
  Action: "dynamodb:UpdateItem",
  Resource,
  Condition: {
    "ForAllValues:StringEquals": { "dynamodb:Attributes": ["id", "lastUsedDay"] },
    Null: { "dynamodb:Attributes": "false" },
    StringEqualsIfExists: { "dynamodb:ReturnValues": ["NONE", "UPDATED_OLD", "UPDATED_NEW"] },
  },
});
const read = (Resource: unknown) => ({ Effect: "Allow", Action: "dynamodb:GetItem", Resource });

describe("the table of managed keys", () => {
  test("is found by id, its index by name, and is paid by use", () => {
    const { KeySchema, AttributeDefinitions, BillingMode, GlobalSecondaryIndexes } = propertiesOf(
      template,
      "AWS::DynamoDB::Table",
    );
    assert.deepEqual(KeySchema, [{ AttributeName: "id", KeyType: "HASH" }]);
    assert.deepEqual(AttributeDefinitions, [
      { AttributeName: "id", AttributeType: "S" },
      { AttributeName: "name", AttributeType: "S" },
    ]);
    assert.equal(BillingMode, "PAY_PER_REQUEST");
    assert.deepEqual(GlobalSecondaryIndexes, [
      {
        IndexName: "byName",
        KeySchema: [{ AttributeName: "name", KeyType: "HASH" }],
        Projection: { ProjectionType: "KEYS_ONLY" },
      },
    ]);
  });

  test("is encrypted by AWS's key for DynamoDB, restorable, protected from deletion and cleared by time", () => {
    const table = propertiesOf(template, "AWS::DynamoDB::Table");
    assert.deepEqual(table.SSESpecification, { SSEEnabled: true });
    assert.deepEqual(table.PointInTimeRecoverySpecification, { PointInTimeRecoveryEnabled: true });
    assert.equal(table.DeletionProtectionEnabled, true);
    assert.deepEqual(table.TimeToLiveSpecification, { AttributeName: "deleteAfter", Enabled: true });
  });

  test("has no name of its own, so that a second deployment never meets the first one's table", () => {
    assert.equal("TableName" in propertiesOf(template, "AWS::DynamoDB::Table"), false);
  });

  test("stays when the stack is deleted, the table replaced, or its creation taken back", () => {
    const table = template.findResources("AWS::DynamoDB::Table")[tableId];
    assert.equal(table?.DeletionPolicy, "Retain");
    assert.equal(table?.UpdateReplacePolicy, "Retain");
  });

  test("is told to operators with the environment of its keys", () => {
    const { Outputs } = managing({ environment: "test" }).toJSON();
    assert.deepEqual(Outputs.ApiKeyTableName.Value, { Ref: tableId });
    assert.equal(Outputs.ApiKeyEnvironment.Value, "test");
    assert.deepEqual(Outputs.ApiKeySecretArn.Value, { Ref: secretId });
  });

  test("is the configured one where there is one, found by the name in its ARN", () => {
    const configured = managing({ tableArn });
    configured.resourceCountIs("AWS::DynamoDB::Table", 0);
    assert.deepEqual(statementsOf(configured), [read(tableArn), noteUse(tableArn)]);
    assert.deepEqual(variablesOf(configured), {
      Variables: { API_KEY_SECRET_ARN: { Ref: secretId }, API_KEY_TABLE_NAME: "geodata-keys" },
    });
    assert.equal(configured.toJSON().Outputs.ApiKeyTableName.Value, "geodata-keys");
  });

  test("is neither there nor spoken of without managed keys", () => {
    const plain = templateOf(bothSchemes).toJSON();
    assert.doesNotMatch(JSON.stringify(plain), /dynamodb|API_KEY_TABLE|ApiKeyTable|ApiKeyEnvironment/i);
  });

  test("and what names it are all that managed keys add to a stack", () => {
    const { Resources, Outputs, ...more } = template.toJSON();
    const plain = templateOf(bothSchemes).toJSON();
    const { Resources: plainResources, Outputs: plainOutputs, ...plainMore } = plain;
    assert.deepEqual(more, plainMore);
    const changed = Object.keys(Resources).filter(
      (id) => JSON.stringify(Resources[id]) !== JSON.stringify(plainResources[id]),
    );
    assert.deepEqual(changed.map((id) => Resources[id].Type).sort(), [
      "AWS::DynamoDB::Table",
      "AWS::IAM::Policy",
      "AWS::Lambda::Function",
    ]);
    const { ApiKeyTableName: _name, ApiKeyEnvironment: _environment, ...others } = Outputs;
    assert.deepEqual(others, plainOutputs);
  });
});

describe("the authorizer", () => {
  const arn = { "Fn::GetAtt": [tableId, "Arn"] };

  test("may read one record by its id and note the day of its use, with no word on other attributes", () => {
    assert.deepEqual(statementsOf(template), [read(arn), noteUse(arn)]);
  });

  test("may only read where the last use is not noted", () => {
    assert.deepEqual(statementsOf(managing({ lastUse: false })), [read(arn)]);
  });

  test("finds the table by its environment, beside the secret", () => {
    assert.deepEqual(variablesOf(template), {
      Variables: { API_KEY_SECRET_ARN: { Ref: secretId }, API_KEY_TABLE_NAME: { Ref: tableId } },
    });
  });
});
