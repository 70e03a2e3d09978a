/** Answers to the question that browsers ask before a cross-origin request (Fetch standard, "CORS-preflight fetch"). */
import type { IResource } from "aws-cdk-lib/aws-apigateway";
import type { Settings } from "#core/settings/schema";
import { crossOriginHeaders } from "./cross-origin.ts";
import { addStaticMethod } from "./static-method.ts";

/** Methods that API Gateway passes on. */
const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

type CredentialPlaces = Pick<Settings, "api" | "apiKeys" | "tokens">;

/**
 * Adds `OPTIONS` to a resource. It is open because browsers send no credentials with it; what it tells is the same
 * for every path and caller. The headers that carry credentials are allowed even if the settings forget them.
 */
export function addPreflight(resource: IResource, settings: CredentialPlaces): void {
  const { api } = settings;
  const allowed = [...api.cors.allowHeaders];
  const named = new Set(allowed.map((name) => name.toLowerCase()));
  allowed.push(...credentialHeaders(settings).filter((name) => !named.has(name.toLowerCase())));
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

/** Headers in which browsers may be asked to send a credential. */
function credentialHeaders({ apiKeys, tokens }: CredentialPlaces): string[] {
  return [
    ...(tokens !== undefined || apiKeys?.basic ? ["Authorization"] : []),
    ...(apiKeys === undefined ? [] : [apiKeys.header]),
  ];
}
