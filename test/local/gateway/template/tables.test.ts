/** The tables that are read out of a template. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { resolve } from "#local/gateway/template/intrinsics";
import { templateTables } from "#local/gateway/template/tables";
import { TemplateError } from "#local/gateway/template/template-error";
import { pseudoParameters, withResources } from "../sample-template.ts";

const definition = {
  AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
  BillingMode: "PAY_PER_REQUEST",
  KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
};
const withTable = (properties: Record<string, unknown> = {}) =>
  withResources({ Keys: { Type: "AWS::DynamoDB::Table", Properties: { ...definition, ...properties } } });

describe("a table of a template", () => {
  test("has the name that a reference to it gives, and what CreateTable takes", () => {
    const template = withTable();
    assert.deepEqual(templateTables(template, pseudoParameters), [
      { logicalId: "Keys", name: "sample-Keys", definition },
    ]);
    const scope = { template, pseudo: pseudoParameters };
    assert.equal(resolve(scope, { Ref: "Keys" }), "sample-Keys");
    assert.equal(
      resolve(scope, { "Fn::GetAtt": ["Keys", "Arn"] }),
      "arn:aws:dynamodb:eu-central-1:123456789012:table/sample-Keys",
    );
  });

  test("has the name that it is given", () => {
    const [table] = templateTables(
      withTable({ TableName: { "Fn::Sub": "${AWS::StackName}-k" } }),
      pseudoParameters,
    );
    assert.equal(table?.name, "sample-k");
  });

  test("may be kept, encrypted, backed up and emptied with time, which changes no answer", () => {
    const kept = {
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true },
      TimeToLiveSpecification: { AttributeName: "deleteAfter", Enabled: true },
    };
    assert.deepEqual(templateTables(withTable(kept), pseudoParameters)[0]?.definition, definition);
  });

  test("with something that would change answers is not served", () => {
    const index = { IndexName: "i", KeySchema: [], Projection: {}, WarmThroughput: {} };
    for (const property of [
      { StreamSpecification: { StreamViewType: "NEW_IMAGE" } },
      { GlobalSecondaryIndexes: [index] },
      { LocalSecondaryIndexes: [index] },
    ]) {
      assert.throws(() => templateTables(withTable(property), pseudoParameters), TemplateError);
    }
  });
});
