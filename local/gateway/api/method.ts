/** The methods of the API's resources: who decides about a request, and what answers it. */
import type { TemplateScope } from "../template/intrinsics.ts";
import { type ResourceProperties, resourcesOfType } from "../template/resource-properties.ts";
import type { ApiAuthorizer } from "./authorizer.ts";
import { type ApiIntegration, readIntegration } from "./integration.ts";

/** A method of a resource. */
export interface ApiMethod {
  /** As declared: a method, or `ANY`. */
  readonly httpMethod: string;
  /** Absent: the method is open to anybody. */
  readonly authorizer?: ApiAuthorizer;
  readonly integration: ApiIntegration;
}

/** Methods of REST APIs (Amazon API Gateway developer guide, "Set up a method request"); `ANY` stands for all. */
export const httpMethods = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"] as const;

/**
 * Reads every `AWS::ApiGateway::Method` (AWS CloudFormation user guide).
 * @returns by resource id, then by method
 */
export function readMethods(
  scope: TemplateScope,
  authorizers: ReadonlyMap<string, ApiAuthorizer>,
): ReadonlyMap<string, ReadonlyMap<string, ApiMethod>> {
  const methods = new Map<string, Map<string, ApiMethod>>();
  for (const properties of resourcesOfType(scope, "AWS::ApiGateway::Method").values()) {
    const httpMethod = properties.text("HttpMethod").toUpperCase();
    if (httpMethod !== "ANY" && !httpMethods.some((known) => known === httpMethod)) {
      throw properties.invalid("HttpMethod", `is not one of a REST API: ${httpMethod}`);
    }
    const resourceId = properties.text("ResourceId");
    const ofResource = methods.get(resourceId) ?? new Map<string, ApiMethod>();
    if (ofResource.has(httpMethod)) throw properties.invalid("HttpMethod", "is declared twice");
    methods.set(resourceId, ofResource.set(httpMethod, readMethod(properties, httpMethod, authorizers)));
  }
  return methods;
}

function readMethod(
  properties: ResourceProperties,
  httpMethod: string,
  authorizers: ReadonlyMap<string, ApiAuthorizer>,
): ApiMethod {
  if (properties.flag("ApiKeyRequired")) throw properties.notReproduced("ApiKeyRequired");
  const authorizer = readAuthorization(properties, authorizers);
  const integration = readIntegration(properties);
  // Declared parameters have an effect only with a request validator, which is refused.
  properties.done("RestApiId", "OperationName", "RequestParameters");
  return { httpMethod, integration, ...(authorizer === undefined ? {} : { authorizer }) };
}

function readAuthorization(
  properties: ResourceProperties,
  authorizers: ReadonlyMap<string, ApiAuthorizer>,
): ApiAuthorizer | undefined {
  const type = properties.optionalText("AuthorizationType") ?? "NONE";
  const authorizerId = properties.optionalText("AuthorizerId");
  if (type === "NONE") return undefined;
  if (type !== "CUSTOM") throw properties.notReproduced(`AuthorizationType ${type}`);
  const authorizer = authorizers.get(authorizerId ?? "");
  if (authorizer === undefined) throw properties.invalid("AuthorizerId", "is no authorizer of the template");
  return authorizer;
}
