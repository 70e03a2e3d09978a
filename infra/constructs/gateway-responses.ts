/** What clients see when API Gateway answers by itself: OGC API exceptions with challenges and CORS headers. */
import { ResponseType, type RestApi } from "aws-cdk-lib/aws-apigateway";
import { challenges } from "#core/http/challenges";
import { exceptionBody } from "#core/http/exception-body";
import { protectedResourcePath } from "#core/http/protected-resource";
import type { Settings } from "#core/settings/schema";
import { staticValue } from "../static-value.ts";
import { crossOriginHeaders } from "./cross-origin.ts";
import { gatewayExceptions } from "./gateway-exceptions.ts";

/**
 * Sets every gateway response of the API. The only template is `application/json`, so that there is nothing to choose
 * by what a client accepts (Amazon API Gateway developer guide, "Gateway responses for REST APIs in API Gateway").
 * @param apiUrl the API's public address, without a slash at its end; it may be a CDK token
 */
export function addGatewayResponses(api: RestApi, settings: Settings, apiUrl: string): void {
  const everywhere = {
    ...crossOriginHeaders(settings.api.cors),
    // A page has to read the challenge to tell its user how to sign in.
    "Access-Control-Expose-Headers": "WWW-Authenticate",
    "Cache-Control": "no-store",
  };
  const staticHeaders = Object.entries(everywhere).map(([name, value]) => [name, staticValue(value)]);
  const challenge: Readonly<Record<string, string>> = {
    UNAUTHORIZED: staticValue(challenges(settings, `${apiUrl}${protectedResourcePath}`)),
    // Set by the authorizer when scopes were the reason, and absent otherwise. That API Gateway maps it is known from
    // public templates and was not tried on AWS.
    ACCESS_DENIED: "context.authorizer.wwwAuthenticate",
  };
  for (const [type, exception] of Object.entries(gatewayExceptions)) {
    const wwwAuthenticate = challenge[type];
    api.addGatewayResponse(pascalCase(type), {
      type: ResponseType.of(type),
      ...(exception.status !== undefined && { statusCode: String(exception.status) }),
      responseHeaders: {
        ...Object.fromEntries(staticHeaders),
        ...(wwwAuthenticate !== undefined && { "WWW-Authenticate": wwwAuthenticate }),
      },
      templates: { "application/json": exceptionBody(exception) },
    });
  }
}

function pascalCase(type: string): string {
  return type
    .split("_")
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join("");
}
