/** DynamoDB on this machine: dynalite in memory, with the tables that a stack has. */
import { EventEmitter } from "node:events";
import { IncomingMessage, type Server, ServerResponse } from "node:http";
import { Socket } from "node:net";
import dynalite from "dynalite";
import { jsonError, jsonInput, jsonProtocolAnswer } from "../json-protocol.ts";
import type { AwsService, ServiceAnswer } from "../service.ts";

/** Input of CreateTable (DynamoDB API reference), as templates have it too. */
export interface TableDefinition {
  readonly TableName: string;
  readonly [property: string]: unknown;
}

/**
 * Starts DynamoDB with empty tables. What dynalite does not know is refused: transactions, time to live, table ARNs.
 * @throws Error with DynamoDB's own words for a table that it refuses to make
 */
export async function startDynamoDb(tables: readonly TableDefinition[]): Promise<AwsService> {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0 });
  for (const table of tables) await makeTable(server, table);
  return {
    async answer({ headers, body }) {
      if (jsonInput(body) === undefined) {
        return jsonProtocolAnswer(jsonError("SerializationException", "The body must be a JSON object."));
      }
      // With an origin, dynalite would let every web page of this machine's browsers read the answer.
      const { origin: _browser, ...others } = headers;
      return ask(server, others, body);
    },
    // It never listens: what would be closed is in memory alone, and goes with the last reference to it.
  };
}

/** Makes a table, and waits until it can be used. */
async function makeTable(server: Server, table: TableDefinition): Promise<void> {
  const { status, body } = await askForTable(server, "CreateTable", table);
  if (status !== 200) throw new Error(`the table ${table.TableName} cannot be made: ${body}`);
  const { TableName } = table;
  while (!(await askForTable(server, "DescribeTable", { TableName })).body.includes('"ACTIVE"')) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function askForTable(server: Server, operation: string, input: object): Promise<ServiceAnswer> {
  const headers = {
    "content-type": "application/x-amz-json-1.0",
    "x-amz-target": `DynamoDB_20120810.${operation}`,
    "x-amz-date": "now",
    authorization: "AWS4-HMAC-SHA256 Credential=local, SignedHeaders=host, Signature=local",
  };
  return ask(server, headers, Buffer.from(JSON.stringify(input)));
}

/**
 * What dynalite answers. It is given the whole request at once, so that a client which breaks off cannot end this
 * process by it, and what it throws reaches the caller.
 */
function ask(server: Server, headers: IncomingMessage["headers"], body: Buffer): Promise<ServiceAnswer> {
  const { promise, resolve } = Promise.withResolvers<ServiceAnswer>();
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  response.end = (text: unknown) => {
    const sent = Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)] as const);
    resolve({ status: response.statusCode, headers: Object.fromEntries(sent), body: String(text ?? "") });
    return response;
  };
  const request = Object.assign(new EventEmitter(), { method: "POST", url: "/", headers });
  server.emit("request", request, response);
  request.emit("data", body);
  request.emit("end");
  return promise;
}
