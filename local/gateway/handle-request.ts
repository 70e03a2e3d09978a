/** A request's way through the gateway, on one page: route, authorize, integrate, answer. */
import {
  type GatewayError,
  internalError,
  missingAuthenticationToken,
  requestUriTooLong,
} from "./answer/gateway-error.ts";
import { gatewayResponse } from "./answer/gateway-response.ts";
import { type HttpAnswer, withHeaders } from "./answer/http-answer.ts";
import type { RequestValues } from "./answer/request-values.ts";
import type { RestApi } from "./api/rest-api.ts";
import { type AuthorizerDependencies, authorize } from "./authorize/authorizer-call.ts";
import { answerByFunction } from "./integrate/lambda-proxy.ts";
import { answerByMock } from "./integrate/mock-answer.ts";
import { type ClientRequest, firstMediaType } from "./receive/client-request.ts";
import { valuesOf } from "./receive/header-list.ts";
import { requestContext } from "./route/request-context.ts";
import { type RoutedRequest, requestValues, routedRequest } from "./route/routed-request.ts";
import { routeRequest } from "./route/routing.ts";

/** What happened, beside the answer. */
export interface Handled {
  readonly answer: HttpAnswer;
  /** What the method's authorizer said; `none` when there is none, or when it was not asked. */
  readonly authorizer: "none" | "allowed" | "refused";
  /** The error that was answered. */
  readonly error?: GatewayError;
}

/** Bytes of a method's ARN where there is an authorizer (Amazon API Gateway developer guide, "API Gateway quotas"). */
const longestMethodArn = 1600;

/** Answers a request; never rejects. */
export async function handleRequest(
  api: RestApi,
  client: ClientRequest,
  dependencies: AuthorizerDependencies,
): Promise<Handled> {
  const host = valuesOf(client.headers, "Host")[0];
  const routing = routeRequest(api, client.method, client.path, host);
  if (routing.kind === "no-api") return { answer: noApi(client), authorizer: "none" };
  if (routing.kind === "no-route") {
    const values = requestValues(api, client, requestContext(api, client, routing));
    return refuse(api, client, values, missingAuthenticationToken, "none");
  }
  const request = routedRequest(api, client, routing.route);
  try {
    return await answer(request, dependencies);
  } catch (error) {
    const fault = internalError(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return refuse(api, client, request.values, fault, "none");
  }
}

async function answer(request: RoutedRequest, dependencies: AuthorizerDependencies): Promise<Handled> {
  const { api, client, route, values } = request;
  const { authorizer, integration } = route.method;
  if (authorizer !== undefined && Buffer.byteLength(request.methodArn, "utf8") > longestMethodArn) {
    return refuse(api, client, values, requestUriTooLong, "none");
  }
  const authorization =
    authorizer === undefined ? undefined : await authorize(authorizer, request, dependencies);
  if (authorization?.kind === "refused") return refuse(api, client, values, authorization.error, "refused");
  const decided = authorization === undefined ? "none" : "allowed";
  const result =
    integration.kind === "mock"
      ? answerByMock(integration, request)
      : await answerByFunction(integration, request, authorization?.authorizer, dependencies.invoke);
  if ("type" in result) return refuse(api, client, values, result, decided);
  const headers = withHeaders(result.headers, [
    ...idHeaders(client),
    ["X-Amzn-Trace-Id", client.ids.traceId],
  ]);
  return { answer: { ...result, headers }, authorizer: decided };
}

function refuse(
  api: RestApi,
  client: ClientRequest,
  values: RequestValues,
  error: GatewayError,
  authorizer: Handled["authorizer"],
): Handled {
  const accepted = firstMediaType(client.headers, "Accept");
  return { answer: gatewayResponse(error, api.gatewayResponses, values, accepted), authorizer, error };
}

/** An address at which there is no API: none is concerned, so that no gateway response applies. */
function noApi(client: ClientRequest): HttpAnswer {
  return {
    status: 403,
    headers: [
      ["Content-Type", "application/json"],
      ...idHeaders(client),
      ["x-amzn-ErrorType", "ForbiddenException"],
    ],
    body: Buffer.from('{"message":"Forbidden"}', "utf8"),
  };
}

function idHeaders(client: ClientRequest): readonly (readonly [string, string])[] {
  return [
    ["x-amzn-RequestId", client.ids.requestId],
    ["x-amz-apigw-id", client.ids.extendedRequestId],
  ];
}
