/** The texts of API Gateway's own answers, by response type; none says why a policy refused. */
import type { HttpException } from "#core/http/exception-body";

const methodUnknown = {
  status: 404,
  code: "NotFound",
  title: "Not found",
  detail: "There is nothing at this address for this method.",
};

const failed = {
  code: "InternalError",
  title: "Internal error",
  detail: "The API failed to answer. Who runs it can find the reason by the extendedRequestId.",
};

const badGateway = { status: 502, code: "BadGateway", title: "Bad gateway", detail: failed.detail };

const timedOut = {
  status: 504,
  code: "Timeout",
  title: "Gateway time-out",
  detail: "The answer took too long. Ask for less at once, or for an asynchronous execution.",
};

/**
 * Response types of Amazon API Gateway (developer guide, "Gateway response types for API Gateway") that this API can
 * come to; the two defaults stand in for every other. INVALID_SIGNATURE is among them because API Gateway reads an
 * `Authorization` header as a signature where it finds no method, which was not tried on AWS.
 */
export const gatewayExceptions: Readonly<Record<string, HttpException>> = {
  UNAUTHORIZED: {
    status: 401,
    code: "Unauthorized",
    title: "Unauthorized",
    detail: "Authenticate in one of the ways that the WWW-Authenticate header names.",
  },
  ACCESS_DENIED: {
    status: 403,
    code: "Forbidden",
    title: "Forbidden",
    detail: "What was asked for is not open to you.",
  },
  WAF_FILTERED: {
    status: 403,
    code: "Forbidden",
    title: "Forbidden",
    detail: "What was asked for is not open to you.",
  },
  MISSING_AUTHENTICATION_TOKEN: methodUnknown,
  INVALID_SIGNATURE: methodUnknown,
  RESOURCE_NOT_FOUND: methodUnknown,
  REQUEST_TOO_LARGE: {
    status: 413,
    code: "RequestTooLarge",
    title: "Content too large",
    detail: "The request is larger than the API takes.",
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    code: "UnsupportedMediaType",
    title: "Unsupported media type",
    detail: "Leave the Content-Type header out: this method takes no body.",
  },
  THROTTLED: {
    status: 429,
    code: "TooManyRequests",
    title: "Too many requests",
    detail: "The API gets more requests than it takes at once. Wait a moment and try again.",
  },
  AUTHORIZER_FAILURE: { status: 500, ...failed },
  AUTHORIZER_CONFIGURATION_ERROR: { status: 500, ...failed },
  API_CONFIGURATION_ERROR: { status: 500, ...failed },
  INTEGRATION_FAILURE: badGateway,
  INTEGRATION_TIMEOUT: timedOut,
  DEFAULT_4XX: {
    code: "BadRequest",
    title: "Bad request",
    detail: "The API does not take this request as it is.",
  },
  // Every other 5xx has its own type: what is left is an answer of the backend's function that is none.
  DEFAULT_5XX: badGateway,
};
