/** The sample OGC API as a Lambda function behind API Gateway: made-up lakes, cities and wells, and two processes. */
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { proxyResult } from "./answer.ts";
import { crossOriginAccess, crossOriginHeaders } from "./cross-origin.ts";
import { sampleRequest } from "./request.ts";
import { sampleApi } from "./sample-api.ts";

const api = sampleApi();

/**
 * Answers a Lambda proxy event of a REST API (Amazon API Gateway developer guide, "Input format of a Lambda function
 * for proxy integration"). What clients create is kept in memory: it is gone when Lambda ends the environment.
 */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const { OGC_API_PUBLIC_URL, OGC_API_ALLOW_ORIGINS, OGC_API_ALLOW_CREDENTIALS } = process.env;
  const request = sampleRequest(event, OGC_API_PUBLIC_URL);
  const access = crossOriginAccess(OGC_API_ALLOW_ORIGINS, OGC_API_ALLOW_CREDENTIALS);
  return proxyResult(api(request), event.httpMethod === "HEAD", (vary) =>
    crossOriginHeaders(access, request.headers.get("origin"), vary),
  );
}
