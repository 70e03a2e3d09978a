/** Answers to the question that browsers ask before a cross-origin request (Fetch standard, "CORS-preflight fetch"). */
import type { IResource } from "aws-cdk-lib/aws-apigateway";
import type { Settings } from "#core/settings/schema";
import { crossOriginHeaders } from "./cross-origin.ts";
import { addStaticMethod } from "./static-method.ts";

/** Methods that API Gateway passes on. */
const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/**
 * Adds `OPTIONS` to a resource. It is open because browsers send no credentials with it; what it tells is the same
 * for every path and caller. The header of the API keys is allowed even if the settings forget it.
 */
export function addPreflight(resource: IResource, { api, apiKeys }: Pick<Settings, "api" | "apiKeys">): void {
  const allowed = [...api.cors.allowHeaders];
  const named = new Set(allowed.map((name) => name.toLowerCase()));
  if (apiKeys !== undefined && !named.has(apiKeys.header.toLowerCase())) allowed.push(apiKeys.header);
  addStaticMethod(resource, {
    method: "OPTIONS",
    status: 204,
    headers: {
      ...crossOriginHeaders(api.cors),
      "Access-Control-Allow-Headers": allowed.join(","),
      "Access-Control-Allow-Methods": methods.join(","),
      "Access-Control-Max-Age": String(api.cors.maxAgeSeconds),
    },
    openBecause: "A preflight carries no credentials, and its answer is the same for every caller and path.",
  });
}
