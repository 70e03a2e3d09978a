/** Answers a request by a mock integration, without any function. */
import { apiConfigurationError, type GatewayError, unsupportedMediaType } from "../answer/gateway-error.ts";
import { type HttpAnswer, isHeaderValue, withHeaders } from "../answer/http-answer.ts";
import { mappedValue } from "../answer/parameter-mapping.ts";
import { type ResponseTemplate, renderResponseTemplate } from "../answer/response-template.ts";
import { chooseTemplate } from "../answer/text-template.ts";
import { type MockIntegration, type MockResponse, mockRequestStatus } from "../api/mock-integration.ts";
import { firstMediaType } from "../receive/client-request.ts";
import type { RoutedRequest } from "../route/routed-request.ts";
import { decodeBase64, isBinary } from "./binary-media-types.ts";

/**
 * The mock's answer (Amazon API Gateway developer guide, "Set up mock integrations in API Gateway").
 *
 * Binary media types reach mocks too ("Content type conversions in API Gateway"): a request of a binary type is not
 * given to the request template unless the integration converts it to text, which public records show as a 500; and
 * to a client that accepts a binary type the body is sent base64-decoded unless the integration response converts it
 * to text, which is a 500 for a body that is not base64. Headers that a template overrides replace the mapped ones.
 */
export function answerByMock(mock: MockIntegration, request: RoutedRequest): HttpAnswer | GatewayError {
  const status = requestedStatus(mock, request);
  if (typeof status !== "number") return status;
  const response =
    mock.responses.find(({ selectionPattern }) => selectionPattern?.test(String(status))) ??
    mock.responses.find(({ selectionPattern }) => selectionPattern === undefined);
  if (response === undefined) return apiConfigurationError(`the mock has no response for status ${status}`);
  const accepted = firstMediaType(request.client.headers, "Accept");
  const [mediaType, template] = chooseTemplate(response.templates, accepted) ?? ["application/json", noBody];
  const rendered = renderResponseTemplate(template, request.values);
  if (rendered === undefined) return apiConfigurationError("the mock's template overrides a header twice");
  const body = encodeBody(rendered.text, response, isBinary(accepted, request.api.binaryMediaTypes));
  if (body === undefined) return apiConfigurationError("the mock's body is sent as binary and is not base64");
  const mapped = headersOf(response, mediaType, request);
  const overridden = [...rendered.headers].filter(([, value]) => isHeaderValue(value));
  return { status: response.statusCode, headers: withHeaders(mapped, overridden), body };
}

const noBody: ResponseTemplate = { kind: "body", template: [] };

function requestedStatus(mock: MockIntegration, request: RoutedRequest): number | GatewayError {
  const { client, api } = request;
  const mediaType = firstMediaType(client.headers, "Content-Type");
  if (isBinary(mediaType, api.binaryMediaTypes) && mock.contentHandling !== "CONVERT_TO_TEXT") {
    return apiConfigurationError("the mock's request is binary: its integration needs CONVERT_TO_TEXT");
  }
  const fromTemplate = mock.requestStatuses.get(mediaType);
  if (fromTemplate !== undefined) return fromTemplate;
  const { passthroughBehavior, requestStatuses } = mock;
  const rejects =
    passthroughBehavior === "NEVER" ||
    (passthroughBehavior === "WHEN_NO_TEMPLATES" && requestStatuses.size > 0);
  if (rejects) return unsupportedMediaType;
  const passedThrough = mockRequestStatus(client.body.toString("utf8"));
  return passedThrough ?? apiConfigurationError(`no request template of the mock for ${mediaType}`);
}

function encodeBody(text: string, response: MockResponse, acceptsBinary: boolean): Buffer | undefined {
  const converts = { CONVERT_TO_BINARY: true, CONVERT_TO_TEXT: false, NONE: acceptsBinary };
  return converts[response.contentHandling] ? decodeBase64(text) : Buffer.from(text, "utf8");
}

function headersOf(response: MockResponse, mediaType: string, request: RoutedRequest): HttpAnswer["headers"] {
  const mapped = [...response.headers].flatMap(([name, source]) => {
    const value = mappedValue(source, request.values);
    return value === undefined || !isHeaderValue(value) ? [] : [[name, value] as const];
  });
  return withHeaders([["Content-Type", mediaType]], mapped);
}
