/** Reads records of managed keys from Amazon DynamoDB; loaded only when a key has to be looked up. */
import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { Fault } from "#core/fault";
import { keyRecord } from "./key-item.ts";
import { idAttribute, type KeyTable, lastUseAttribute } from "./key-table.ts";

/**
 * Milliseconds for one of two attempts: a connection that died while the function was frozen says nothing, and must
 * not take the time of the attempt that would succeed.
 */
const attemptTimeout = 400;

/**
 * The table as the authorizer's role may use it. `noteUse` names no attribute but the key and the day, which is all
 * that the role may write (IAM condition key `dynamodb:Attributes`: "Using IAM policy conditions for fine-grained
 * access control" of the DynamoDB developer guide).
 * @param tableName its name or its ARN
 */
export function dynamodbKeyTable(tableName: string): KeyTable {
  const client = new DynamoDBClient({
    maxAttempts: 2,
    requestHandler: {
      connectionTimeout: attemptTimeout,
      requestTimeout: attemptTimeout,
      throwOnRequestTimeout: true,
    },
  });
  const keyOf = (id: string) => ({ TableName: tableName, Key: { [idAttribute]: { S: id } } });
  return {
    async read(id, timeoutMilliseconds) {
      const command = new GetItemCommand({ ...keyOf(id), ConsistentRead: true });
      const { Item: item } = await within(timeoutMilliseconds, (abortSignal) =>
        client.send(command, { abortSignal }),
      );
      if (item === undefined) return undefined;
      const record = keyRecord(item);
      if (record?.id !== id) throw noRecord(id);
      return record;
    },
    async noteUse(id, day, timeoutMilliseconds) {
      const command = new UpdateItemCommand({
        ...keyOf(id),
        UpdateExpression: `SET ${lastUseAttribute} = :day`,
        ConditionExpression: `attribute_exists(${idAttribute}) AND (attribute_not_exists(${lastUseAttribute}) OR ${lastUseAttribute} < :day)`,
        ExpressionAttributeValues: { ":day": { S: day } },
      });
      await within(timeoutMilliseconds, (abortSignal) =>
        client.send(command, { abortSignal }).catch((error: unknown) => {
          if (!(error instanceof ConditionalCheckFailedException)) throw error;
        }),
      );
    },
  };
}

/** The client heeds the signal while it sends, and not while it waits for its next attempt: hence the race. */
async function within<Answer>(
  milliseconds: number,
  ask: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => {
        controller.abort();
        reject(new DOMException("", "TimeoutError"));
      },
      Math.max(1, Math.floor(milliseconds)),
    );
  });
  try {
    return await Promise.race([ask(controller.signal), tooLate]);
  } catch (error) {
    throw unavailable(error);
  } finally {
    clearTimeout(timer);
  }
}

/** Of an error only its name is told, and that only where it is one: the rest may quote the request. */
function unavailable(error: unknown): Fault {
  const name = error instanceof Error && /^\w{1,64}$/.test(error.name) ? error.name : "unknown error";
  return new Fault(
    "key_table_unavailable",
    `DynamoDB gave no answer about a managed API key (${name}): check the table of apiKeys.managed, the function's role, and the function's way to DynamoDB`,
  );
}

const noRecord = (id: string) =>
  new Fault(
    "key_record_invalid",
    `the record ${id} in the table of apiKeys.managed is no record of a key: \`ogc-api-authorizer keys\` writes and removes them, nobody else may`,
  );
