/** What clients see when API Gateway answers by itself: OGC API exceptions with challenges and CORS headers. */
import { ResponseType, type RestApi } from "aws-cdk-lib/aws-apigateway";
import { bearerChallenge, challenges } from "#core/http/challenges";
import { exceptionBody, type HttpException } from "#core/http/exception-body";
import { protectedResourcePath } from "#core/http/protected-resource";
import type { Settings } from "#core/settings/schema";
import { staticValue } from "../static-value.ts";
import { crossOriginHeaders, exposedHeaders } from "./cross-origin.ts";
import { gatewayExceptions } from "./gateway-exceptions.ts";

/**
 * Sets every gateway response of the API. The only template is `application/json`, so that there is nothing to choose
 * by what a client accepts (Amazon API Gateway developer guide, "Gateway responses for REST APIs in API Gateway").
 * @param apiUrl the API's public address, without a slash at its end; it may be a CDK token
 */
export function addGatewayResponses(api: RestApi, settings: Settings, apiUrl: string): void {
  const everywhere = {
    ...crossOriginHeaders(settings.api.cors),
    ...exposedHeaders(settings.api.cors),
    "Cache-Control": "no-store",
  };
  const staticHeaders = Object.entries(everywhere).map(([name, value]) => [name, staticValue(value)]);
  const metadata = `${apiUrl}${protectedResourcePath}`;
  const challenge: Readonly<Record<string, string | undefined>> = {
    UNAUTHORIZED: staticValue(challenges(settings, metadata)),
    ACCESS_DENIED: forbiddenChallenge(settings, metadata),
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
      templates: { "application/json": bodyOf(type, exception, settings) },
    });
  }
}

/** The challenge of the authorizer's 403, as a parameter mapping; a 403 needs none (RFC 9110 section 15.5.4). */
function forbiddenChallenge({ api, tokens }: Settings, metadata: string): string | undefined {
  if (tokens === undefined) return undefined;
  switch (api.refusals.missingScope) {
    case "named":
      // Set by the authorizer when scopes were the reason, and absent otherwise. That API Gateway maps it is known
      // from public templates and was not tried on AWS.
      return "context.authorizer.wwwAuthenticate";
    case "metadata":
      return staticValue(bearerChallenge(api.realm, metadata));
    case "hidden":
      return undefined;
  }
}

/** A refusal says where help is, a failure does not: nothing that its reader could get would mend it. */
function bodyOf(type: string, exception: HttpException, { api: { refusals } }: Settings): string {
  const failure = (exception.status ?? 0) >= 500;
  return exceptionBody(exception, {
    ...(!failure && { helpUrl: refusals.helpUrl }),
    reason: refusals.showReason && type === "ACCESS_DENIED",
  });
}

function pascalCase(type: string): string {
  return type
    .split("_")
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join("");
}
