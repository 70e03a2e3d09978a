/** The event by which API Gateway would hand a request to the authorizer. */
import { requestTarget } from "#local/gateway/receive/request-target";
import { multipleValues, singleValues } from "#local/gateway/receive/value-maps";

/** A request as the command line gives it. */
export interface NamedRequest {
  readonly method: string;
  /** Path and query, without the stage. */
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly sourceIp: string;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly time: number;
}

/** Stands for the API's ARN, which only a deployment has; of the form that IAM knows. */
export const placeholderApi = "arn:aws:execute-api:region:000000000000:api";

/**
 * Makes the event (Amazon API Gateway developer guide, "Input to an API Gateway Lambda authorizer"), at the stage's own
 * address, so that no base path of a custom domain is part of the path.
 */
export function requestEvent(request: NamedRequest, stage: string): Readonly<Record<string, unknown>> {
  const { method, headers, sourceIp, time } = request;
  const { path, query } = requestTarget(request.target);
  return {
    type: "REQUEST",
    methodArn: `${placeholderApi}/${stage}/${method}/${path.replace(/^\//, "")}`,
    path,
    httpMethod: method,
    headers: singleValues(headers),
    multiValueHeaders: multipleValues(headers),
    queryStringParameters: singleValues(query),
    multiValueQueryStringParameters: multipleValues(query),
    requestContext: { requestTimeEpoch: time, identity: { sourceIp } },
  };
}
