/** Makes the gateway response of an error: as the template defines it, or as AWS does by itself. */
import type { GatewayResponseDefinition } from "../api/gateway-response-definition.ts";
import type { GatewayError } from "./gateway-error.ts";
import { defaultResponse, definedWithoutTemplate } from "./gateway-response-types.ts";
import { type HttpAnswer, isHeaderValue, withHeaders } from "./http-answer.ts";
import { mappedValue } from "./parameter-mapping.ts";
import { type RequestValues, withContext } from "./request-values.ts";
import { chooseTemplate, renderTemplate, type TextTemplate } from "./text-template.ts";

/**
 * The answer for an error.
 *
 * A definition of the type itself comes first; a type without one takes `DEFAULT_4XX` or `DEFAULT_5XX`, by its own
 * status. A definition without a status keeps the type's. A header whose mapping has no value is left out.
 * `REQUEST_TOO_LARGE` cannot be customised.
 * Sources: Amazon API Gateway developer guide, "Gateway response types for API Gateway", "Gateway responses for REST
 * APIs in API Gateway", "Amazon API Gateway important notes".
 * @param acceptedMediaType the first media type of the request's `Accept`
 */
export function gatewayResponse(
  error: GatewayError,
  definitions: ReadonlyMap<string, GatewayResponseDefinition>,
  request: RequestValues,
  acceptedMediaType: string,
): HttpAnswer {
  const byAws = defaultResponse(error.type);
  const ownStatus = error.status ?? byAws.status ?? 500;
  const definition = definitionFor(error, ownStatus, definitions);
  const values = errorValues(error, request);
  const [mediaType, template] = bodyTemplate(definition, byAws.template, acceptedMediaType);
  const mapped = [...(definition?.headers ?? [])].flatMap(([name, source]) => {
    const value = mappedValue(source, values);
    return value === undefined || !isHeaderValue(value) ? [] : [[name, value] as const];
  });
  const standing = [
    ["Content-Type", mediaType],
    ["x-amzn-RequestId", request.context("requestId") ?? ""],
    ["x-amz-apigw-id", request.context("extendedRequestId") ?? ""],
    ["x-amzn-ErrorType", byAws.errorType],
  ] as const;
  return {
    status: definition?.statusCode ?? ownStatus,
    headers: withHeaders(standing, mapped),
    body: Buffer.from(renderTemplate(template, values), "utf8"),
  };
}

function definitionFor(
  error: GatewayError,
  status: number,
  definitions: ReadonlyMap<string, GatewayResponseDefinition>,
): GatewayResponseDefinition | undefined {
  if (error.type === "REQUEST_TOO_LARGE") return undefined;
  return definitions.get(error.type) ?? definitions.get(status < 500 ? "DEFAULT_4XX" : "DEFAULT_5XX");
}

function bodyTemplate(
  definition: GatewayResponseDefinition | undefined,
  byAws: TextTemplate,
  acceptedMediaType: string,
): readonly [string, TextTemplate] {
  if (definition === undefined) return ["application/json", byAws];
  const chosen = chooseTemplate(definition.templates, acceptedMediaType);
  return chosen ?? ["application/json", definedWithoutTemplate];
}

function errorValues(error: GatewayError, request: RequestValues): RequestValues {
  const further = new Map<string, string | undefined>([
    ["error.message", error.message ?? undefined],
    ["error.messageString", JSON.stringify(error.message)],
    ["error.responseType", error.type],
  ]);
  for (const [key, value] of error.authorizerContext ?? []) further.set(`authorizer.${key}`, value);
  return withContext(request, further);
}
