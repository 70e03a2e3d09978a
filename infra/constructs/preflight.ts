/** Answers to the question that browsers ask before a cross-origin request (Fetch standard, "CORS-preflight fetch"). */
import type { IResource } from "aws-cdk-lib/aws-apigateway";
import type { CorsSettings } from "#core/settings/cors";
import type { Settings } from "#core/settings/schema";
import { crossOriginHeaders, withNames } from "./cross-origin.ts";
import { addStaticMethod } from "./static-method.ts";

type CredentialPlaces = Pick<Settings, "api" | "apiKeys" | "tokens">;

/**
 * Adds `OPTIONS` to a resource. It is open because browsers send no credentials with it; what it tells is the same
 * for every path and caller. The headers that carry credentials are allowed even if the settings forget them.
 */
export function addPreflight(resource: IResource, settings: CredentialPlaces): void {
  const { cors } = settings.api;
  const several = cors.allowOrigins.length > 1;
  addStaticMethod(resource, {
    method: "OPTIONS",
    status: 204,
    headers: {
      // With several, the template below names the one that asks.
      ...(several ? { Vary: "Origin" } : crossOriginHeaders(cors)),
      "Access-Control-Allow-Headers": withNames(cors.allowHeaders, credentialHeaders(settings)).join(","),
      "Access-Control-Allow-Methods": cors.allowMethods.join(","),
      "Access-Control-Max-Age": String(cors.maxAgeSeconds),
    },
    ...(several && { template: originTemplate(cors.allowOrigins) }),
    openBecause: "A preflight carries no credentials, and its answer is the same for every caller and path.",
  });
}

/**
 * Names the origin that asks, where it is one of those allowed, and none otherwise: in the words of the CDK's own
 * `addCorsPreflight`, which are known to work, except that its static header names the first origin to everybody.
 * Overrides may make headers that no mapping has (Amazon API Gateway developer guide, "Override your API's request and
 * response parameters and status codes"). Settings keep out of origins what the template language would read.
 */
function originTemplate(allowOrigins: CorsSettings["allowOrigins"]): string {
  return [
    '#set($origin = $input.params().header.get("Origin"))',
    '#if($origin == "")',
    '  #set($origin = $input.params().header.get("origin"))',
    "#end",
    `#if(${allowOrigins.map((origin) => `$origin == "${origin}"`).join(" || ")})`,
    "  #set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)",
    "#end",
  ].join("\n");
}

/** Headers in which browsers may be asked to send a credential. */
function credentialHeaders({ apiKeys, tokens }: CredentialPlaces): string[] {
  return [
    ...(tokens !== undefined || apiKeys?.basic ? ["Authorization"] : []),
    ...(apiKeys === undefined ? [] : [apiKeys.header]),
  ];
}
