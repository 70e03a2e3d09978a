/** The event that a Lambda authorizer of type REQUEST receives. */
import { multipleValues, singleValues } from "../receive/value-maps.ts";
import type { RequestContext } from "../route/request-context.ts";
import type { RoutedRequest } from "../route/routed-request.ts";

/** A REQUEST authorizer's input. */
export interface AuthorizerEvent {
  readonly type: "REQUEST";
  readonly methodArn: string;
  readonly resource: string;
  readonly path: string;
  readonly httpMethod: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
  readonly queryStringParameters: Readonly<Record<string, string>>;
  readonly multiValueQueryStringParameters: Readonly<Record<string, readonly string[]>>;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly requestContext: RequestContext;
}

/**
 * Makes the event (Amazon API Gateway developer guide, "Input to an API Gateway Lambda authorizer"). The body is
 * never in it. Maps without entries are empty, as there, and not null as in a proxy event.
 */
export function authorizerEvent(request: RoutedRequest): AuthorizerEvent {
  const { client, route } = request;
  return {
    type: "REQUEST",
    methodArn: request.methodArn,
    resource: route.resource.path,
    path: route.entry.eventPath,
    httpMethod: client.method,
    headers: singleValues(client.headers),
    multiValueHeaders: multipleValues(client.headers),
    queryStringParameters: singleValues(client.query),
    multiValueQueryStringParameters: multipleValues(client.query),
    pathParameters: route.pathParameters ?? {},
    stageVariables: Object.fromEntries(request.api.stage.variables),
    requestContext: request.context,
  };
}
