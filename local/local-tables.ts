/** The DynamoDB tables of a stack on this machine: empty at every start, and never written to disk. */
import { idAttribute, nameAttribute, nameIndex } from "#core/settings/api-key-table";
import type { Settings } from "#core/settings/schema";
import { tableNameIn } from "#core/settings/table-arn";
import type { TableDefinition } from "./aws/dynamodb/dynamodb.ts";
import type { TemplateTable } from "./gateway/template/tables.ts";

/** The table of keys as the stack makes it, as far as an emulator has that; one that the settings name is made likewise. */
export const keyTableDefinition = (TableName: string) => ({
  TableName,
  AttributeDefinitions: [
    { AttributeName: idAttribute, AttributeType: "S" as const },
    { AttributeName: nameAttribute, AttributeType: "S" as const },
  ],
  KeySchema: [{ AttributeName: idAttribute, KeyType: "HASH" as const }],
  GlobalSecondaryIndexes: [
    {
      IndexName: nameIndex,
      KeySchema: [{ AttributeName: nameAttribute, KeyType: "HASH" as const }],
      Projection: { ProjectionType: "KEYS_ONLY" as const },
    },
  ],
  BillingMode: "PAY_PER_REQUEST" as const,
});

/** Every table of the template, and the one that the settings name. */
export function localTables(
  ofTemplate: readonly TemplateTable[],
  { apiKeys }: Settings,
): readonly TableDefinition[] {
  const made = ofTemplate.map(({ name, definition }) => ({ ...definition, TableName: name }));
  const arn = apiKeys?.managed?.tableArn;
  return arn === undefined ? made : [...made, keyTableDefinition(tableNameIn(arn))];
}
