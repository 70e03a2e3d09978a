/** The event of a Lambda proxy integration. */
import type { AuthorizerContext } from "../authorize/authorizer-call.ts";
import { firstMediaType } from "../receive/client-request.ts";
import { multipleValues, singleValues } from "../receive/value-maps.ts";
import type { RequestContext } from "../route/request-context.ts";
import type { RoutedRequest } from "../route/routed-request.ts";
import { isBinary } from "./binary-media-types.ts";

type Values = Readonly<Record<string, string>>;
type ValueLists = Readonly<Record<string, readonly string[]>>;

/** A function's input. */
export interface ProxyEvent {
  readonly resource: string;
  readonly path: string;
  readonly httpMethod: string;
  readonly headers: Values;
  readonly multiValueHeaders: ValueLists;
  readonly queryStringParameters: Values | null;
  readonly multiValueQueryStringParameters: ValueLists | null;
  readonly pathParameters: Values | null;
  readonly stageVariables: Values | null;
  readonly requestContext: RequestContext & { readonly authorizer?: Readonly<Record<string, unknown>> };
  readonly body: string | null;
  readonly isBase64Encoded: boolean;
}

/**
 * Makes the event (Amazon API Gateway developer guide, "Input format of a Lambda function for proxy integration";
 * maps without entries are null, as recorded on real API Gateway). The body is base64 when its media type is binary,
 * otherwise UTF-8.
 * @param authorizer absent for an open method
 */
export function proxyEvent(request: RoutedRequest, authorizer: AuthorizerContext | undefined): ProxyEvent {
  const { client, route, api } = request;
  const mediaType = firstMediaType(client.headers, "Content-Type");
  const binary = client.body.length > 0 && isBinary(mediaType, api.binaryMediaTypes);
  const context = authorizer === undefined ? {} : { authorizer: authorizerMembers(authorizer) };
  return {
    resource: route.resource.path,
    path: route.entry.eventPath,
    httpMethod: client.method,
    headers: singleValues(client.headers),
    multiValueHeaders: multipleValues(client.headers),
    queryStringParameters: orNull(singleValues(client.query)),
    multiValueQueryStringParameters: orNull(multipleValues(client.query)),
    pathParameters: route.pathParameters ?? null,
    stageVariables: orNull(Object.fromEntries(api.stage.variables)),
    requestContext: { ...request.context, ...context },
    body: client.body.length === 0 ? null : client.body.toString(binary ? "base64" : "utf8"),
    isBase64Encoded: binary,
  };
}

/** The context's values are texts ("The returned values are all stringified"); the latency is a number. */
function authorizerMembers(authorizer: AuthorizerContext): Readonly<Record<string, unknown>> {
  return Object.fromEntries<unknown>([
    ...authorizer.context,
    ["principalId", authorizer.principalId],
    ["integrationLatency", authorizer.latencyMilliseconds],
  ]);
}

function orNull<T extends object>(map: T): T | null {
  return Object.keys(map).length === 0 ? null : map;
}
