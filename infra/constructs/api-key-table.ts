/** The table that holds the records of managed API keys, and what the authorizer may do with it. */
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { RemovalPolicy } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import {
  idAttribute,
  lastUseAttribute,
  nameAttribute,
  nameIndex,
  removalAttribute,
} from "#core/settings/api-key-table";
import type { ApiKeySettings } from "#core/settings/credentials";
import { tableNameIn } from "#core/settings/table-arn";

/** Settings of managed keys. */
type ManagedKeySettings = NonNullable<ApiKeySettings["managed"]>;

/** The table, as functions find it and as a right names it. */
export interface ApiKeyTable {
  readonly name: string;
  readonly arn: string;
  /** Whether the authorizer notes the day of a key's last use. */
  readonly lastUse: boolean;
}

/**
 * The configured table, or one of our own that outlives the stack: without its record nobody can tell whose a key is.
 * It is kept also when its creation is rolled back, because CloudFormation could not delete what is protected from
 * deletion, and the stack would hang in ROLLBACK_FAILED. The index is for operators; it holds ids and names alone.
 */
export function apiKeyTable(
  scope: Construct,
  id: string,
  { tableArn, lastUse }: ManagedKeySettings,
): ApiKeyTable {
  if (tableArn !== undefined) {
    return { name: tableNameIn(tableArn), arn: tableArn, lastUse };
  }
  const table = new Table(scope, id, {
    partitionKey: { name: idAttribute, type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    timeToLiveAttribute: removalAttribute,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
    // The AWS managed key grants whoever may read the table by itself: no role needs a right to KMS.
    encryption: TableEncryption.AWS_MANAGED,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  table.addGlobalSecondaryIndex({
    indexName: nameIndex,
    partitionKey: { name: nameAttribute, type: AttributeType.STRING },
    projectionType: ProjectionType.KEYS_ONLY,
  });
  return { name: table.tableName, arn: table.tableArn, lastUse };
}

/**
 * The rights of the authorizer: one record by its id and, where the last use is noted, that one attribute. Who steals
 * the role can revive no key, hand out no scope and list nothing (Amazon DynamoDB developer guide, "Using IAM policy
 * conditions for fine-grained access control": the key attribute must be among the attributes, and `ReturnValues` must
 * be limited with them). `ForAllValues` holds for a request that names nothing, hence `Null`; `ReturnValues` is absent
 * from a request that leaves it at its default, NONE, hence `IfExists`.
 */
export function keyTableStatements({ arn, lastUse }: ApiKeyTable): readonly PolicyStatement[] {
  const read = new PolicyStatement({ actions: ["dynamodb:GetItem"], resources: [arn] });
  if (!lastUse) return [read];
  const noteUse = new PolicyStatement({
    actions: ["dynamodb:UpdateItem"],
    resources: [arn],
    conditions: {
      "ForAllValues:StringEquals": { "dynamodb:Attributes": [idAttribute, lastUseAttribute] },
      Null: { "dynamodb:Attributes": "false" },
      StringEqualsIfExists: { "dynamodb:ReturnValues": ["NONE", "UPDATED_OLD", "UPDATED_NEW"] },
    },
  });
  return [read, noteUse];
}
