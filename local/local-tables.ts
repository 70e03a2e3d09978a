/** The DynamoDB tables of a stack on this machine: empty at every start, and never written to disk. */
import { idAttribute, nameAttribute, nameIndex } from "#core/settings/api-key-table";
import type { Settings } from "#core/settings/schema";
import type { TableDefinition } from "./aws/dynamodb/dynamodb.ts";
import type { TemplateTable } from "./gateway/template/tables.ts";

/** What the stack's table of keys is; a table that the settings name is made likewise. */
const ownKeyTable = {
  AttributeDefinitions: [
    { AttributeName: idAttribute, AttributeType: "S" },
    { AttributeName: nameAttribute, AttributeType: "S" },
  ],
  KeySchema: [{ AttributeName: idAttribute, KeyType: "HASH" }],
  GlobalSecondaryIndexes: [
    {
      IndexName: nameIndex,
      KeySchema: [{ AttributeName: nameAttribute, KeyType: "HASH" }],
      Projection: { ProjectionType: "KEYS_ONLY" },
    },
  ],
  BillingMode: "PAY_PER_REQUEST",
};

/** Every table of the template, and the one that the settings name. */
export function localTables(
  ofTemplate: readonly TemplateTable[],
  { apiKeys }: Settings,
): readonly TableDefinition[] {
  const made = ofTemplate.map(({ name, definition }) => ({ ...definition, TableName: name }));
  const named = tableName(apiKeys?.managed?.tableArn);
  return named === undefined ? made : [...made, { ...ownKeyTable, TableName: named }];
}

/** The name in the ARN of a table. */
export const tableName = (arn: string | undefined): string | undefined => arn?.split(":table/")[1];
