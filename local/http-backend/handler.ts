/** A Lambda function that passes requests on to an OGC API on this machine: `npm start -- --backend <address>`. */
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { exchange } from "./exchange.ts";
import { forwardedRequest } from "./forwarded-request.ts";
import { proxyResult } from "./proxy-result.ts";

/** Under API Gateway's own limit of 29 seconds, so that the client learns of it by an answer. */
const timeoutMilliseconds = 25_000;

/**
 * Passes one request (a Lambda proxy event of a REST API) on to `BACKEND_URL` and its answer back. Redirects are
 * passed back, not followed.
 * @throws Error naming the address, when the backend cannot be reached, takes too long or answers too much; the
 * gateway then answers 502
 */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const backend = backendAddress(process.env.BACKEND_URL);
  return proxyResult(await exchange(forwardedRequest(event, backend), timeoutMilliseconds));
}

function backendAddress(text: string | undefined): URL {
  const url = text !== undefined && URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === "http:" || url?.protocol === "https:") return url;
  throw new Error("BACKEND_URL must be the http or https address of the backend");
}
