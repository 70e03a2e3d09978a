/** AWS's gateway responses: their types, statuses and bodies where the template defines nothing else. */
import { parseTemplate, type TextTemplate } from "./text-template.ts";

/** A type, as AWS has it when nothing is customised. */
interface DefaultResponse {
  /** Absent for the two fall-backs: the error brings its own. */
  readonly status?: number;
  /** Value of the header `x-amzn-ErrorType`. */
  readonly errorType: string;
  readonly template: TextTemplate;
}

/** The body that every type has in the console; uncustomised, a few are written a little differently. */
const message = parseTemplate('{"message":$context.error.messageString}', "default gateway response");
const spaced = parseTemplate('{"message": $context.error.messageString}', "default gateway response");
const capital = parseTemplate('{"Message":$context.error.messageString}', "default gateway response");

/**
 * Statuses: Amazon API Gateway developer guide, "Gateway response types for API Gateway". Error types and bodies: as
 * public records of real answers show them; where there is no record, the type's name.
 */
const defaults = {
  ACCESS_DENIED: { status: 403, errorType: "AccessDeniedException", template: capital },
  API_CONFIGURATION_ERROR: { status: 500, errorType: "InternalServerErrorException", template: spaced },
  AUTHORIZER_CONFIGURATION_ERROR: {
    status: 500,
    errorType: "AuthorizerConfigurationException",
    template: message,
  },
  AUTHORIZER_FAILURE: { status: 500, errorType: "AuthorizerFailureException", template: message },
  BAD_REQUEST_BODY: { status: 400, errorType: "BadRequestException", template: spaced },
  BAD_REQUEST_PARAMETERS: { status: 400, errorType: "BadRequestException", template: spaced },
  DEFAULT_4XX: { errorType: "BadRequestException", template: message },
  DEFAULT_5XX: { errorType: "InternalServerErrorException", template: spaced },
  EXPIRED_TOKEN: { status: 403, errorType: "ExpiredTokenException", template: message },
  INTEGRATION_FAILURE: { status: 504, errorType: "InternalServerErrorException", template: spaced },
  INTEGRATION_TIMEOUT: { status: 504, errorType: "InternalServerErrorException", template: spaced },
  INVALID_API_KEY: { status: 403, errorType: "ForbiddenException", template: message },
  INVALID_SIGNATURE: { status: 403, errorType: "InvalidSignatureException", template: message },
  MISSING_AUTHENTICATION_TOKEN: {
    status: 403,
    errorType: "MissingAuthenticationTokenException",
    template: message,
  },
  QUOTA_EXCEEDED: { status: 429, errorType: "LimitExceededException", template: message },
  REQUEST_TOO_LARGE: { status: 413, errorType: "BadRequestException", template: spaced },
  RESOURCE_NOT_FOUND: { status: 404, errorType: "NotFoundException", template: message },
  THROTTLED: { status: 429, errorType: "TooManyRequestsException", template: message },
  UNAUTHORIZED: { status: 401, errorType: "UnauthorizedException", template: message },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, errorType: "BadRequestException", template: spaced },
  WAF_FILTERED: { status: 403, errorType: "ForbiddenException", template: message },
} as const satisfies Record<string, DefaultResponse>;

export type GatewayResponseType = keyof typeof defaults;

/** Whether a text names a type. */
export function isGatewayResponseType(name: string): name is GatewayResponseType {
  return Object.hasOwn(defaults, name);
}

/** What AWS answers for a type when the template says nothing. */
export function defaultResponse(type: GatewayResponseType): DefaultResponse {
  return defaults[type];
}

/** The body of a definition that has no template of its own. */
export const definedWithoutTemplate: TextTemplate = message;
