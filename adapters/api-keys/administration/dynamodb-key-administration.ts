/** The table with the records of managed keys in DynamoDB, as operators use it; loaded only when a command needs it. */
import { timingSafeEqual } from "node:crypto";
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { Fault } from "#core/fault";
import { idAttribute, nameAttribute, nameIndex } from "#core/settings/api-key-table";
import { keyItem, keyRecord } from "../key-item.ts";
import { type AwsAccess, awsClientSettings } from "./aws-client-settings.ts";
import { askedOfAws } from "./aws-failure.ts";
import type { KeptKey, KeyAdministration, KeyChange, KeyPage } from "./key-administration.ts";
import { asKnown, changed } from "./key-condition.ts";

type Item = Record<string, AttributeValue>;

/** How many records are read at the same time. */
const readsAtOnce = 10;

/** The table of that name. */
export function dynamoDbKeyAdministration(TableName: string, access: AwsAccess): KeyAdministration {
  const client = new DynamoDBClient(awsClientSettings(access));
  const key = (id: string) => ({ [idAttribute]: { S: id } });

  async function item(id: string): Promise<Item | undefined> {
    const command = new GetItemCommand({ TableName, Key: key(id), ConsistentRead: true });
    return (await askedOfAws("table", () => client.send(command))).Item;
  }

  /** Whether a conditional write took place. */
  async function written(send: () => Promise<unknown>): Promise<boolean> {
    return askedOfAws("table", async () => {
      try {
        await send();
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    });
  }

  async function read(id: string): Promise<KeptKey | undefined> {
    const found = await item(id);
    const kept = found && keptKey(found);
    if (found !== undefined && kept === undefined) {
      throw new Fault(
        "key_record_invalid",
        `the record ${id} is no record of a key: remove it by ogc-api-authorizer keys revoke ${id}`,
      );
    }
    return kept;
  }

  return {
    read,
    async add(record) {
      const command = new PutItemCommand({
        TableName,
        Item: keyItem(record),
        ConditionExpression: "attribute_not_exists(#id)",
        ExpressionAttributeNames: { "#id": idAttribute },
      });
      if (await written(() => client.send(command))) return true;
      // The SDK asks again when an answer was lost; then the record that is in the way is this one.
      const there = (await item(record.id))?.digest?.B;
      return there?.length === record.digest.length && timingSafeEqual(there, record.digest);
    },
    async named(name) {
      const ids: string[] = [];
      let from: Item | undefined;
      do {
        const command = new QueryCommand({
          TableName,
          IndexName: nameIndex,
          KeyConditionExpression: "#name = :name",
          ExpressionAttributeNames: { "#name": nameAttribute },
          ExpressionAttributeValues: { ":name": { S: name } },
          ...(from !== undefined && { ExclusiveStartKey: from }),
        });
        const page = await askedOfAws("table", () => client.send(command));
        ids.push(...(page.Items ?? []).flatMap((found) => found[idAttribute]?.S ?? []));
        from = page.LastEvaluatedKey;
      } while (from !== undefined);
      const items: Item[] = [];
      for (let start = 0; start < ids.length; start += readsAtOnce) {
        const found = await Promise.all(ids.slice(start, start + readsAtOnce).map(item));
        items.push(...found.filter((each) => each !== undefined));
      }
      return pageOf(items);
    },
    async *pages() {
      let from: Item | undefined;
      do {
        const command = new ScanCommand({
          TableName,
          ConsistentRead: true,
          ...(from !== undefined && { ExclusiveStartKey: from }),
        });
        const page = await askedOfAws("table", () => client.send(command));
        yield pageOf(page.Items ?? []);
        from = page.LastEvaluatedKey;
      } while (from !== undefined);
    },
    async change(known, change) {
      const [condition, update] = [asKnown(known), changed(change)];
      const command = new UpdateItemCommand({
        TableName,
        Key: key(known.id),
        ConditionExpression: condition.text,
        UpdateExpression: update.text,
        ExpressionAttributeNames: { ...condition.names, ...update.names },
        ExpressionAttributeValues: { ...condition.values, ...update.values },
      });
      if (await written(() => client.send(command))) return true;
      const there = await read(known.id);
      return there !== undefined && isChanged(there, change);
    },
    async remove(known) {
      const condition = asKnown(known);
      const command = new DeleteItemCommand({
        TableName,
        Key: key(known.id),
        ConditionExpression: condition.text,
        ExpressionAttributeNames: condition.names,
        ExpressionAttributeValues: condition.values,
      });
      return written(() => client.send(command));
    },
    async discard(id) {
      const found = await item(id);
      if (found === undefined || keptKey(found) !== undefined) return false;
      await askedOfAws("table", () => client.send(new DeleteItemCommand({ TableName, Key: key(id) })));
      return true;
    },
  };
}

/** Whether a record has all of a change, as after a write whose answer was lost. */
function isChanged(there: KeptKey, { state, replacedBy, expiresAt }: KeyChange): boolean {
  const wanted = { state, replacedBy, expiresAt };
  return (["state", "replacedBy", "expiresAt"] as const).every(
    (name) => wanted[name] === undefined || wanted[name] === there[name],
  );
}

function keptKey(item: Item): KeptKey | undefined {
  const record = keyRecord(item);
  if (record === undefined) return undefined;
  const { digest: _checkedBy, ...kept } = record;
  return kept;
}

function pageOf(items: readonly Item[]): KeyPage {
  const keys: KeptKey[] = [];
  const unreadable: string[] = [];
  for (const item of items) {
    const kept = keptKey(item);
    if (kept !== undefined) keys.push(kept);
    else unreadable.push(item[idAttribute]?.S ?? "");
  }
  return { keys, unreadable };
}
