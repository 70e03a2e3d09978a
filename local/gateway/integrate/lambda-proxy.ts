/** Has a function answer a request. */
import {
  apiConfigurationError,
  badGateway,
  type GatewayError,
  integrationTimeout,
} from "../answer/gateway-error.ts";
import type { HttpAnswer } from "../answer/http-answer.ts";
import type { LambdaProxyIntegration } from "../api/integration.ts";
import type { AuthorizerContext } from "../authorize/authorizer-call.ts";
import { firstMediaType } from "../receive/client-request.ts";
import { largestFunctionPayload } from "../receive/size-limits.ts";
import type { RoutedRequest } from "../route/routed-request.ts";
import { isBinary } from "./binary-media-types.ts";
import type { FunctionInvoker } from "./function-invoker.ts";
import { mayInvoke, methodSource } from "./permission-check.ts";
import { proxyEvent } from "./proxy-event.ts";
import { proxyResponse } from "./proxy-response.ts";
import { withinTime } from "./time-limit.ts";

/**
 * Invokes the function with the request and reads its answer.
 *
 * A failing function, one that Lambda has timed out, and a malformed or too large answer end in 502; a function that
 * takes longer than the integration's time-out in 504; a missing permission in 500; a request that is too large for
 * a function, body in base64 included, in 413 (Amazon API Gateway developer guide, "Set up Lambda proxy
 * integrations", "API Gateway quotas"; the 413 as recorded on real API Gateway).
 */
export async function answerByFunction(
  integration: LambdaProxyIntegration,
  request: RoutedRequest,
  authorizer: AuthorizerContext | undefined,
  invoke: FunctionInvoker,
): Promise<HttpAnswer | GatewayError> {
  const { api, client, route } = request;
  const { functionArn, timeoutMilliseconds } = integration;
  if (!mayInvoke(api, functionArn, methodSource(api, client.method, route.resource.path))) {
    return apiConfigurationError(`no AWS::Lambda::Permission to invoke ${functionArn}`);
  }
  const event = proxyEvent(request, authorizer);
  if (Buffer.byteLength(JSON.stringify(event), "utf8") > largestFunctionPayload) {
    return { type: "REQUEST_TOO_LARGE", message: "Request Too Long" };
  }
  const result = await withinTime(timeoutMilliseconds, () => invoke(functionArn, event));
  switch (result.kind) {
    case "answer":
      if (Buffer.byteLength(result.payload, "utf8") > largestFunctionPayload) {
        return badGateway(`the function's answer has more than ${largestFunctionPayload} bytes`);
      }
      return proxyResponse(
        result.payload,
        isBinary(firstMediaType(client.headers, "Accept"), api.binaryMediaTypes),
      );
    case "error":
      return badGateway(`the function failed: ${result.errorType}`);
    case "timed-out":
      return badGateway("the function timed out"); // To API Gateway an error of the function.
    case "not-invoked":
      return apiConfigurationError(`the function was not invoked: ${result.why}`);
    case "too-late":
      return integrationTimeout(`the function did not answer within ${timeoutMilliseconds} ms`);
  }
}
