/** Events of a REQUEST authorizer, as API Gateway's developer guide shows them. */

/** The stage of the API in test events. */
export const stageArn = "arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/v1";

/** An event for a request; `more` overrides its members. */
export function requestEvent(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  more: object = {},
): Record<string, unknown> {
  return {
    type: "REQUEST",
    methodArn: `${stageArn}/${method}${path}`,
    resource: "/{proxy+}",
    path,
    httpMethod: method,
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: { proxy: path.slice(1) },
    stageVariables: null,
    requestContext: {
      path: `/v1${path}`,
      accountId: "123456789012",
      stage: "v1",
      requestId: "request-1",
      extendedRequestId: "extended-1",
      requestTimeEpoch: 1_800_000_000_000,
      identity: { sourceIp: "192.0.2.7" },
      httpMethod: method,
      apiId: "a1b2c3d4e5",
    },
    ...more,
  };
}
