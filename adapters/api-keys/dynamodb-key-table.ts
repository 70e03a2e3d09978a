/** Reads records of managed keys from Amazon DynamoDB; loaded only when a key has to be looked up. */
import { setTimeout } from "node:timers/promises";
import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  DynamoDBServiceException,
  GetItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { Fault } from "#core/fault";
import { idAttribute, lastUseAttribute } from "#core/settings/api-key-table";
import { keyRecord } from "./key-item.ts";
import type { KeyTable } from "./key-table.ts";

/**
 * The table as the authorizer's role may use it. `noteUse` names no attribute but the key and the day, which is all
 * that the role may write (IAM condition key `dynamodb:Attributes`: "Using IAM policy conditions for fine-grained
 * access control" of the DynamoDB developer guide).
 * @param tableName its name or its ARN
 */
export function dynamodbKeyTable(tableName: string): KeyTable {
  // Its own way to try again would wait for half a second and more where DynamoDB throttles.
  const client = new DynamoDBClient({ maxAttempts: 1 });
  const keyOf = (id: string) => ({ TableName: tableName, Key: { [idAttribute]: { S: id } } });
  return {
    async read(id, timeoutMilliseconds) {
      const command = new GetItemCommand({ ...keyOf(id), ConsistentRead: true });
      const { Item: item } = await twice(
        timeoutMilliseconds,
        (abortSignal) => client.send(command, { abortSignal }),
        unreadable,
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
      await twice(
        timeoutMilliseconds,
        (abortSignal) =>
          client.send(command, { abortSignal }).catch((failure: unknown) => {
            if (!(failure instanceof ConditionalCheckFailedException)) throw failure;
          }),
        unwritable,
      );
    },
  };
}

const unreadable =
  "DynamoDB did not say whose managed API key this is; check the table of apiKeys.managed, the function's role, and its way to DynamoDB";

const unwritable =
  "the last use of a managed API key could not be noted; check that the function's role may update items of the table of apiKeys.managed, or set apiKeys.managed.lastUse to false";

/**
 * Milliseconds for the first of two attempts, and between them: a connection that died while the function was frozen
 * says nothing, and must not take the time of the attempt that would succeed.
 */
const [firstAttempt, pause] = [600, 50];

/** What DynamoDB says of a request that may succeed when it is sent again, as of one that it failed to serve. */
const throttled = /Throttl|ThroughputExceeded|LimitExceeded/;

type Send<Answer> = (signal: AbortSignal) => Promise<Answer>;

/** @throws Fault `key_table_unavailable` with `remedy` */
async function twice<Answer>(milliseconds: number, send: Send<Answer>, remedy: string): Promise<Answer> {
  const end = performance.now() + milliseconds;
  try {
    return await within(Math.min(firstAttempt, milliseconds), send);
  } catch (failure) {
    if (isFinal(failure) || end - performance.now() <= 2 * pause) throw unavailable(failure, remedy);
    await setTimeout(pause);
    return await within(end - performance.now(), send).catch((second: unknown) => {
      throw unavailable(second === tooLate ? failure : second, remedy);
    });
  }
}

const isFinal = (failure: unknown) =>
  failure instanceof DynamoDBServiceException && failure.$fault === "client" && !throttled.test(failure.name);

const tooLate = Object.assign(new Error(), { name: "TimeoutError" });

/** The client heeds the signal while it sends, and not while it looks for credentials, for example: hence the race. */
async function within<Answer>(milliseconds: number, send: Send<Answer>): Promise<Answer> {
  const controller = new AbortController();
  const timer = new AbortController();
  const timeout = setTimeout(Math.max(1, Math.floor(milliseconds)), undefined, { signal: timer.signal }).then(
    () => {
      controller.abort();
      throw tooLate;
    },
  );
  try {
    return await Promise.race([send(controller.signal), timeout]);
  } catch (failure) {
    throw controller.signal.aborted ? tooLate : failure;
  } finally {
    timer.abort();
  }
}

/** Of an error only its name is told, and that only where it is one: the rest may quote the request. */
function unavailable(failure: unknown, remedy: string): Fault {
  const name = failure instanceof Error && /^\w{1,64}$/.test(failure.name) ? failure.name : "unknown error";
  return new Fault("key_table_unavailable", `${name}: ${remedy}`);
}

const noRecord = (id: string) =>
  new Fault(
    "key_record_invalid",
    `the record ${id} in the table of apiKeys.managed is no record of a key: \`ogc-api-authorizer keys\` writes and removes them, nobody else may`,
  );
