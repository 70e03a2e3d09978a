/** A request as the sample API reads it. */
import type { APIGatewayProxyEvent } from "aws-lambda";
import { pathWithinApi, publicAddress } from "./public-address.ts";

/** What was asked. */
export interface SampleRequest {
  /** In upper case; HEAD is read as GET. */
  readonly method: string;
  /** Below the API's root, as the client encoded it, without a slash at the end; empty for the root. */
  readonly path: string;
  /** The path's segments, percent-decoded once; `undefined` when that cannot be done. */
  readonly segments: readonly string[] | undefined;
  /** The last value of each query parameter, decoded. */
  readonly query: ReadonlyMap<string, string>;
  /** The last value of each header, by lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
  /** Who asks, as the gateway's authorizer says; empty when it does not say. */
  readonly principal: string;
  /** The public address of the API, without a slash at the end. */
  readonly address: string;
}

/**
 * Reads an event.
 * @param publicUrl the API's configured address
 */
export function sampleRequest(event: APIGatewayProxyEvent, publicUrl: string | undefined): SampleRequest {
  const path = pathWithinApi(event, publicUrl).replace(/\/$/, "");
  const principal: unknown = event.requestContext.authorizer?.principalId;
  return {
    method: event.httpMethod === "HEAD" ? "GET" : event.httpMethod.toUpperCase(),
    path,
    segments: decodedSegments(path),
    query: lastValues(event.multiValueQueryStringParameters, event.queryStringParameters),
    headers: lastValues(event.multiValueHeaders, event.headers, (name) => name.toLowerCase()),
    body: Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8").toString("utf8"),
    principal: typeof principal === "string" ? principal : "",
    address: publicAddress(event, publicUrl),
  };
}

/** Splits first and decodes then, so that an encoded slash stays inside its segment. */
function decodedSegments(path: string): string[] | undefined {
  if (path === "") return [];
  if (!path.startsWith("/")) return undefined;
  try {
    return path.slice(1).split("/").map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

type Values = Readonly<Record<string, string | undefined>> | null;
type ValueLists = Readonly<Record<string, readonly string[] | undefined>> | null;

function lastValues(
  lists: ValueLists,
  values: Values,
  key: (name: string) => string = (name) => name,
): ReadonlyMap<string, string> {
  const last = new Map<string, string>();
  for (const [name, value] of Object.entries(values ?? {})) {
    if (value !== undefined) last.set(key(name), value);
  }
  for (const [name, list] of Object.entries(lists ?? {})) {
    const value = list?.at(-1);
    if (value !== undefined) last.set(key(name), value);
  }
  return last;
}
