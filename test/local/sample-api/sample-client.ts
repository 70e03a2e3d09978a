/** A client of a fresh sample API: events in, results out, as API Gateway would. */
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { proxyResult } from "#local/sample-api/answer";
import { sampleRequest } from "#local/sample-api/request";
import { sampleApi } from "#local/sample-api/sample-api";

/** Where the tests say that the API is. */
export const address = "https://api.example.org/v1";

/** What a request has beside its method and target. */
export interface RequestParts {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly principal?: string;
}

/** The event of a request to the stage `v1`; the target's query is decoded, its path is not. */
export function proxyEvent(method: string, target: string, parts: RequestParts = {}): APIGatewayProxyEvent {
  const [path = "", query = ""] = target.split("?");
  const lists: Record<string, string[]> = {};
  for (const [name, value] of new URLSearchParams(query)) lists[name] = [...(lists[name] ?? []), value];
  const headers = Object.entries(parts.headers ?? {});
  const event = {
    httpMethod: method,
    path,
    headers: Object.fromEntries(headers),
    multiValueHeaders: Object.fromEntries(headers.map(([name, value]) => [name, [value]])),
    multiValueQueryStringParameters: query === "" ? null : lists,
    queryStringParameters: null,
    body: parts.body ?? null,
    isBase64Encoded: false,
    requestContext: {
      domainName: "abc123.execute-api.eu-central-1.amazonaws.com",
      stage: "v1",
      path: `/v1${path}`,
      ...(parts.principal !== undefined && { authorizer: { principalId: parts.principal } }),
    },
  };
  return event as unknown as APIGatewayProxyEvent;
}

/** Asks a sample API of its own. */
export function sampleClient() {
  const api = sampleApi();
  return (method: string, target: string, parts: RequestParts = {}) => {
    const event = proxyEvent(method, target, parts);
    return proxyResult(api(sampleRequest(event, address)), method === "HEAD", () => ({}));
  };
}

/** A link of an OGC API resource. */
export interface FoundLink {
  readonly rel: string;
  readonly href: string;
  readonly type?: string;
}

/** A JSON body as an object. */
export function jsonOf({ body }: APIGatewayProxyResult): Record<string, unknown> & { links: FoundLink[] } {
  return JSON.parse(body);
}

/** The address of a link with this relation, and media type where one is given. */
export function linkOf(result: APIGatewayProxyResult, rel: string, type?: string): string | undefined {
  const { links } = jsonOf(result);
  return links.find((link) => link.rel === rel && (type === undefined || link.type === type))?.href;
}
