/** From the event that API Gateway sends a REQUEST authorizer to what is asked. */
import type { UnjudgedRequest } from "#core/access-request";
import { Fault } from "#core/fault";
import { isJsonObject } from "#core/json-object";
import { type CustomDomain, withoutBasePath } from "./base-path.ts";
import { type MethodArn, methodArn } from "./method-arn.ts";

/** What the event says, and the ids under which clients and operators find the request again. */
export interface AuthorizerEvent {
  readonly arn: MethodArn;
  readonly asked: UnjudgedRequest;
  readonly requestId: string;
  readonly extendedRequestId: string;
}

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Reads the event (developer guide, "Input to an API Gateway Lambda authorizer", type REQUEST, REST API). Missing
 * maps are empty ones: API Gateway sends `null` where there is nothing.
 * @param domain the API's custom domain, whose base path is no part of what is asked
 * @throws Fault `event_invalid` for anything else
 */
export function authorizerEvent(event: unknown, domain?: CustomDomain): AuthorizerEvent {
  const { type, methodArn: arnText, httpMethod, path, requestContext, ...maps } = object(event, "the event");
  if (type !== "REQUEST") throw invalid("type must be REQUEST: configure a REQUEST authorizer of a REST API");
  const arn = methodArn(arnText);
  if (typeof httpMethod !== "string" || httpMethod !== arn.method)
    throw invalid("httpMethod must be the ARN's method");
  if (typeof path !== "string") throw invalid("path must be a string");
  const context =
    requestContext === undefined || requestContext === null ? {} : object(requestContext, "requestContext");
  const identity =
    context.identity === undefined || context.identity === null ? {} : object(context.identity, "identity");
  return {
    arn,
    asked: {
      method: httpMethod,
      path: withoutBasePath(path, context.domainName, domain),
      query: query(maps.multiValueQueryStringParameters, maps.queryStringParameters),
      headers: headers(maps.multiValueHeaders, maps.headers),
      sourceIp: text(identity.sourceIp),
      time: typeof context.requestTimeEpoch === "number" ? context.requestTimeEpoch : 0,
    },
    requestId: text(context.requestId),
    extendedRequestId: text(context.extendedRequestId),
  };
}

/** Distinct values by lower-case name, out of both maps: a header spelled in two cases is one header given twice. */
function headers(...maps: readonly unknown[]): ReadonlyMap<string, readonly string[]> {
  const merged = new Map<string, string[]>();
  for (const [name, value] of maps.flatMap(entries)) {
    const key = name.toLowerCase();
    const values = merged.get(key) ?? [];
    if (!values.includes(value)) values.push(value);
    merged.set(key, values);
  }
  return merged;
}

function query(multiple: unknown, single: unknown): Readonly<Record<string, readonly string[]>> {
  const parameters: Record<string, string[]> = Object.create(null);
  for (const [name, value] of entries(multiple ?? single)) {
    const values = parameters[name] ?? [];
    values.push(value);
    parameters[name] = values;
  }
  return parameters;
}

/** Every name with each of its values, of a map to strings or to lists of strings. */
function entries(map: unknown): readonly (readonly [string, string])[] {
  if (map === undefined || map === null) return [];
  return Object.entries(object(map, "a map of headers or query parameters")).flatMap(([name, value]) => {
    const values: readonly unknown[] = Array.isArray(value) ? value : value === null ? [] : [value];
    return values.map((each) => {
      if (typeof each !== "string") throw invalid("headers and query parameters must be strings");
      return [name, each] as const;
    });
  });
}

function object(value: unknown, what: string): JsonObject {
  if (!isJsonObject(value)) throw invalid(`${what} must be an object`);
  return value;
}

/** An id for the log, bounded. */
function text(value: unknown): string {
  return typeof value === "string" ? value.slice(0, 256) : "";
}

const invalid = (remedy: string) =>
  new Fault("event_invalid", `this is no event of a REQUEST authorizer: ${remedy}`);
