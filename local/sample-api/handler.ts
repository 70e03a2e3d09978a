/** The sample OGC API as a Lambda function behind API Gateway: made-up lakes, cities and wells, and two processes. */
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { proxyResult } from "./answer.ts";
import { sampleRequest } from "./request.ts";
import { sampleApi } from "./sample-api.ts";

const api = sampleApi();

/**
 * Answers a Lambda proxy event of a REST API (Amazon API Gateway developer guide, "Input format of a Lambda function
 * for proxy integration"). What clients create is kept in memory: it is gone when Lambda ends the environment.
 */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const request = sampleRequest(event, process.env.OGC_API_PUBLIC_URL);
  return proxyResult(api(request), event.httpMethod === "HEAD");
}
