/** A request that has found its resource, and the values that can be looked up in it. */
import type { RequestValues } from "../answer/request-values.ts";
import type { RestApi } from "../api/rest-api.ts";
import type { ClientRequest } from "../receive/client-request.ts";
import { valuesOf } from "../receive/header-list.ts";
import { contextVariable, type RequestContext, requestContext } from "./request-context.ts";
import type { Route } from "./routing.ts";

/** A request on its way through authorizer and integration. */
export interface RoutedRequest {
  readonly api: RestApi;
  readonly client: ClientRequest;
  readonly route: Route;
  readonly context: RequestContext;
  readonly values: RequestValues;
  /** What an authorizer's policy is evaluated against. */
  readonly methodArn: string;
}

/** Puts together what authorizer and integration need to know about a request. */
export function routedRequest(api: RestApi, client: ClientRequest, route: Route): RoutedRequest {
  const context = requestContext(api, client, route);
  const values = requestValues(api, client, context, route.pathParameters);
  const arn = methodArn(api, client.method, route.entry.path);
  return { api, client, route, context, values, methodArn: arn };
}

/**
 * The ARN of what is asked for: the path as it was sent, still percent-encoded, without its first slash, the
 * base path of a domain and the query (Amazon API Gateway developer guide, "API Gateway Amazon Resource Name (ARN) reference").
 */
export function methodArn(api: RestApi, method: string, path: string): string {
  const { Partition, Region, AccountId } = api.pseudo;
  const start = `arn:${Partition}:execute-api:${Region}:${AccountId}:${api.apiId}`;
  return `${start}/${api.stage.name}/${method}/${path.replace(/^\//, "")}`;
}

/** Lookups in a request, also in one that belongs to no resource. */
export function requestValues(
  api: RestApi,
  client: ClientRequest,
  context: RequestContext,
  pathParameters: Readonly<Record<string, string>> = {},
): RequestValues {
  return {
    context: (name) => contextVariable(context, name),
    stageVariable: (name) => api.stage.variables.get(name),
    header: (name) => valuesOf(client.headers, name).at(-1),
    headerAsWritten: (name) => client.headers.filter(([key]) => key === name).at(-1)?.[1],
    query: (name) => client.query.filter(([key]) => key === name).at(-1)?.[1],
    path: (name) => (Object.hasOwn(pathParameters, name) ? pathParameters[name] : undefined),
  };
}
