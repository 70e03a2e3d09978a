/** The errors that the gateway itself answers, before they are given a shape. */
import type { GatewayResponseType } from "./gateway-response-types.ts";

/** An error that becomes a gateway response. */
export interface GatewayError {
  readonly type: GatewayResponseType;
  /** `$context.error.message`; never tells the client more than AWS does. */
  readonly message: string | null;
  /** The status, for the types that have none of their own. */
  readonly status?: number;
  /** Why, for whoever runs the gateway; names no secret and goes to no client. */
  readonly detail?: string;
  /** What an authorizer gave as context before the request was refused. */
  readonly authorizerContext?: ReadonlyMap<string, string>;
}

const internal = "Internal server error";

/** No resource, or no method of it, for this request. */
export const missingAuthenticationToken: GatewayError = {
  type: "MISSING_AUTHENTICATION_TOKEN",
  message: "Missing Authentication Token",
};

/** The authorizer asked for credentials, or an identity source is missing. */
export function unauthorized(detail: string): GatewayError {
  return { type: "UNAUTHORIZED", message: "Unauthorized", detail };
}

/** The authorizer's function failed, answered something else than documented, or must not be invoked. */
export function authorizerConfigurationError(detail: string): GatewayError {
  return { type: "AUTHORIZER_CONFIGURATION_ERROR", message: null, detail };
}

/** The authorizer did not answer within the gateway's own limit. */
export function authorizerFailure(detail: string): GatewayError {
  return { type: "AUTHORIZER_FAILURE", message: null, detail };
}

/** The API is not configured so that the request could be answered. */
export function apiConfigurationError(detail: string): GatewayError {
  return { type: "API_CONFIGURATION_ERROR", message: internal, detail };
}

/** The function failed or its answer is none (AWS: "Set up Lambda proxy integrations", `502 Bad Gateway`). */
export function badGateway(detail: string): GatewayError {
  return { type: "DEFAULT_5XX", status: 502, message: internal, detail };
}

/** The integration took longer than its time-out. */
export function integrationTimeout(detail: string): GatewayError {
  return { type: "INTEGRATION_TIMEOUT", message: "Endpoint request timed out", detail };
}

/** The request's media type has no template, and is not passed through. */
export const unsupportedMediaType: GatewayError = {
  type: "UNSUPPORTED_MEDIA_TYPE",
  message: "Unsupported Media Type",
};

/** The ARN of the method is longer than 1,600 bytes (AWS: "API Gateway quotas"). */
export const requestUriTooLong: GatewayError = {
  type: "DEFAULT_4XX",
  status: 414,
  message: "Request URI too long",
};

/** A fault of this gateway itself. */
export function internalError(detail: string): GatewayError {
  return { type: "DEFAULT_5XX", status: 500, message: internal, detail };
}
