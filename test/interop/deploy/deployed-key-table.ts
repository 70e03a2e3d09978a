/** The table of managed keys of a deployed stack, as an operator sees it, and a key that is recorded in it. */
import { createHmac, randomBytes } from "node:crypto";
import { keyItem } from "#adapters/api-keys/key-item";
import { madeKey } from "#core/authenticate/api-key/managed-key";
import { callService } from "./call-service.ts";
import { secretText } from "./deployed-api.ts";
import type { StackOutputs } from "./run-cdk.ts";
import { account, type Ministack, region } from "./start-ministack.ts";

/** The ARN by which another deployment is told the table. */
export function keyTableArn({ ApiKeyTableName = "" }: StackOutputs): string {
  return `arn:aws:dynamodb:${region}:${account}:table/${ApiKeyTableName}`;
}

/** How the table is kept, as DynamoDB describes it. */
export async function keyTable(
  { endpoint }: Ministack,
  { ApiKeyTableName: TableName }: StackOutputs,
): Promise<Record<string, unknown>> {
  const { Table } = await callService(endpoint, "dynamodb", "DescribeTable", { TableName });
  const table = Table as Record<string, unknown>;
  const indexes = (table.GlobalSecondaryIndexes ?? []) as readonly { readonly IndexName: string }[];
  return {
    key: table.KeySchema,
    indexes: indexes.map(({ IndexName }) => IndexName),
    billing: (table.BillingModeSummary as Record<string, unknown>).BillingMode,
    deletionProtection: table.DeletionProtectionEnabled,
  };
}

/**
 * Records a managed key in the stack's table, under the pepper of its secret, as `ogc-api-authorizer keys` does.
 * @returns the key
 */
export async function addManagedKey(cloud: Ministack, outputs: StackOutputs, name: string): Promise<string> {
  const { pepper } = JSON.parse(await secretText(cloud, outputs));
  const hmac = (text: string) => createHmac("sha256", pepper).update(text, "utf8").digest();
  const { id, text } = madeKey(outputs.ApiKeyEnvironment ?? "", randomBytes);
  const { digest, ...item } = keyItem({
    ...{ id, name, owner: "the tests", scopes: [], state: "active" },
    digest: hmac(text),
    pepperId: hmac("pepper id").toString("hex").slice(0, 16),
    createdAt: Math.floor(Date.now() / 1000),
  });
  await callService(cloud.endpoint, "dynamodb", "PutItem", {
    TableName: outputs.ApiKeyTableName,
    Item: { ...item, digest: { B: Buffer.from(digest?.B ?? []).toString("base64") } },
  });
  return text;
}

/** The day of the last use of every key in the table, by the key's name. */
export async function managedKeyDays(
  { endpoint }: Ministack,
  { ApiKeyTableName: TableName }: StackOutputs,
): Promise<Record<string, unknown>> {
  const { Items } = await callService(endpoint, "dynamodb", "Scan", { TableName });
  const items = Items as readonly Readonly<Record<string, { readonly S?: string } | undefined>>[];
  return Object.fromEntries(items.map(({ name, lastUsedDay }) => [name?.S, lastUsedDay?.S]));
}

/** Tries to delete the table; rejects with DynamoDB's answer. */
export async function deleteKeyTable({ endpoint }: Ministack, outputs: StackOutputs): Promise<void> {
  await callService(endpoint, "dynamodb", "DeleteTable", { TableName: outputs.ApiKeyTableName });
}
