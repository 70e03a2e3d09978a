/** From the event that API Gateway sends a REQUEST authorizer to what is asked. */
import type { UnjudgedRequest } from "#core/access-request";
import { Fault } from "#core/fault";
import { isJsonObject } from "#core/json-object";
import { type CustomDomain, withoutBasePath } from "./base-path.ts";
import { lowerCaseName } from "./header-names.ts";
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
  const read = object(event, "the event");
  if (read.type !== "REQUEST")
    throw invalid("type must be REQUEST: configure a REQUEST authorizer of a REST API");
  const arn = methodArn(read.methodArn);
  const { httpMethod, path } = read;
  if (typeof httpMethod !== "string" || httpMethod !== arn.method)
    throw invalid("httpMethod must be the ARN's method");
  if (typeof path !== "string") throw invalid("path must be a string");
  const context = objectOrNone(read.requestContext, "requestContext");
  const identity = objectOrNone(context.identity, "identity");
  return {
    arn,
    asked: {
      method: httpMethod,
      path: withoutBasePath(path, context.domainName, domain),
      query: query(read.multiValueQueryStringParameters ?? read.queryStringParameters),
      headers: headers(read.multiValueHeaders, read.headers),
      sourceIp: text(identity.sourceIp),
      time: typeof context.requestTimeEpoch === "number" ? context.requestTimeEpoch : 0,
    },
    requestId: text(context.requestId),
    extendedRequestId: text(context.extendedRequestId),
  };
}

/**
 * Distinct values by lower-case name, out of both maps: a header spelled in two cases is one header given twice. What
 * the second map says is nearly always in the first one already, and is then passed over before its name is folded.
 */
function headers(multiple: unknown, single: unknown): ReadonlyMap<string, readonly string[]> {
  const merged = new Map<string, readonly string[]>();
  const lists = objectOrNone(multiple, aMap);
  for (const name of Object.keys(lists)) addHeader(merged, name, valuesOf(lists[name]));
  const values = objectOrNone(single, aMap);
  for (const name of Object.keys(values)) {
    const list = lists[name];
    const isKnown = Array.isArray(list) && (list[0] === values[name] || list.includes(values[name]));
    if (!isKnown) addHeader(merged, name, valuesOf(values[name]));
  }
  return merged;
}

function addHeader(merged: Map<string, readonly string[]>, name: string, values: readonly string[]): void {
  const key = lowerCaseName(name);
  const known = merged.get(key);
  if (known === undefined && values.length === 1) merged.set(key, values);
  else if (values.length > 0) merged.set(key, [...new Set([...(known ?? []), ...values])]);
}

/** Every value of every parameter; the object inherits nothing, so that a parameter may have any name. */
function query(map: unknown): Readonly<Record<string, readonly string[]>> {
  const given = objectOrNone(map, aMap);
  if (given === none) return none;
  const parameters: Record<string, readonly string[]> = Object.create(null);
  for (const name of Object.keys(given)) {
    const values = valuesOf(given[name]);
    if (values.length > 0) parameters[name] = values;
  }
  return parameters;
}

const aMap = "a map of headers or query parameters";

/** The values of one name, in a map to strings or to lists of strings; the event's own list where it has one. */
function valuesOf(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : value === null ? [] : [value];
  if (areTexts(values)) return values;
  throw invalid("headers and query parameters must be strings");
}

function areTexts(values: readonly unknown[]): values is readonly string[] {
  for (const value of values) if (typeof value !== "string") return false;
  return true;
}

/** What a missing map is read as: an object without members, that inherits none and takes none. */
const none: Readonly<Record<string, never>> = Object.freeze(Object.create(null));

function objectOrNone(value: unknown, what: string): JsonObject {
  return value === undefined || value === null ? none : object(value, what);
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
