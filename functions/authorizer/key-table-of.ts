/** The table of managed keys, of which the AWS client is loaded when the first key has to be looked up: it takes long to load. */
import type { KeyTable } from "#adapters/api-keys/key-table";

/** The table of a name, in Amazon DynamoDB. */
export function keyTableOf(tableName: string): KeyTable {
  let loaded: Promise<KeyTable> | undefined;
  const table = () => {
    loaded ??= import("#adapters/api-keys/dynamodb-key-table").then(({ dynamodbKeyTable }) =>
      dynamodbKeyTable(tableName),
    );
    return loaded;
  };
  return {
    read: async (id, timeout) => (await table()).read(id, timeout),
    noteUse: async (id, day, timeout) => (await table()).noteUse(id, day, timeout),
  };
}
