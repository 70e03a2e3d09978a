/** The one REST API of the template as it is served: everything about it that a request needs. */
import type { PseudoParameters } from "../template/cloudformation-template.ts";
import { resolve, type TemplateScope } from "../template/intrinsics.ts";
import { type ResourceProperties, resourcesOfType } from "../template/resource-properties.ts";
import { invalid } from "../template/template-error.ts";
import type { ApiAuthorizer } from "./authorizer.ts";
import { readAuthorizers } from "./authorizer.ts";
import { type CustomDomain, readCustomDomains } from "./custom-domain.ts";
import type { GatewayResponseDefinition } from "./gateway-response-definition.ts";
import { readGatewayResponses } from "./gateway-response-definition.ts";
import { type LambdaPermission, readLambdaPermissions } from "./lambda-permission.ts";
import { type ApiResource, readResources } from "./resource-tree.ts";
import { type ApiStage, readStage } from "./stage.ts";
import { refuseUnknownTypes } from "./supported-types.ts";

/** A REST API, its one stage, and who may invoke which function. */
export interface RestApi {
  readonly apiId: string;
  readonly pseudo: PseudoParameters;
  /** The host of the API's default endpoint; never taken from a request. */
  readonly domainName: string;
  /** Whether the API answers there, below its stage. */
  readonly hasDefaultEndpoint: boolean;
  /** By name. */
  readonly customDomains: ReadonlyMap<string, CustomDomain>;
  readonly stage: ApiStage;
  readonly binaryMediaTypes: readonly string[];
  readonly resources: readonly ApiResource[];
  readonly authorizers: ReadonlyMap<string, ApiAuthorizer>;
  readonly gatewayResponses: ReadonlyMap<string, GatewayResponseDefinition>;
  readonly permissions: readonly LambdaPermission[];
}

/**
 * Reads the API from the template (AWS CloudFormation user guide, "Amazon API Gateway resource type reference").
 * @throws TemplateError for whatever is not served as AWS would, before the first request
 */
export function readRestApi(scope: TemplateScope): RestApi {
  refuseUnknownTypes(scope);
  const apis = [...resourcesOfType(scope, "AWS::ApiGateway::RestApi")];
  const [api] = apis;
  if (api === undefined) throw invalid("The template has no AWS::ApiGateway::RestApi");
  if (apis.length > 1) throw invalid(`The template has ${apis.length} REST APIs; one can be served`);
  const [logicalId, properties] = api;
  const apiId = String(resolve(scope, { Ref: logicalId }));
  const authorizers = readAuthorizers(scope);
  const { pseudo } = scope;
  const stage = readStage(scope);
  return {
    apiId,
    pseudo,
    domainName: `${apiId}.execute-api.${pseudo.Region}.${pseudo.URLSuffix}`,
    hasDefaultEndpoint: !properties.flag("DisableExecuteApiEndpoint"),
    customDomains: readCustomDomains(scope, apiId, stage.name),
    stage,
    binaryMediaTypes: readBinaryMediaTypes(properties),
    resources: readResources(scope, logicalId, authorizers),
    authorizers,
    gatewayResponses: readGatewayResponses(scope),
    permissions: readLambdaPermissions(scope),
  };
}

function readBinaryMediaTypes(properties: ResourceProperties): readonly string[] {
  const types = properties.texts("BinaryMediaTypes").map((type) => type.replaceAll("~1", "/"));
  for (const type of types) {
    if (type !== "*/*" && type.includes("*")) {
      throw properties.notReproduced(`BinaryMediaTypes "${type}" (a wildcard other than */*)`);
    }
  }
  const endpoints = properties.part("EndpointConfiguration");
  if (endpoints?.texts("Types").includes("PRIVATE")) throw properties.notReproduced("a private endpoint");
  endpoints?.done("IpAddressType");
  if ((properties.optionalText("ApiKeySourceType") ?? "HEADER") !== "HEADER") {
    throw properties.notReproduced("ApiKeySourceType");
  }
  properties.done("Name", "Description", "FailOnWarnings", "Tags", "SecurityPolicy");
  return types;
}
