/** Refuses resource types that change what the API answers and that are not reproduced. */
import { resourceApplies, type TemplateScope } from "../template/intrinsics.ts";
import { notReproduced } from "../template/template-error.ts";

/** Types whose resources belong to an API, or guard one. */
const concernsApis = /^AWS::(?:ApiGateway(?:V2)?::|WAF(?:v2|Regional)?::WebACLAssociation$)/;

/** Types that are read, and types that change no answer: documentation, and the account's role for logs. */
const known = new Set([
  "AWS::ApiGateway::Account",
  "AWS::ApiGateway::Authorizer",
  "AWS::ApiGateway::BasePathMapping",
  "AWS::ApiGateway::Deployment",
  "AWS::ApiGateway::DocumentationPart",
  "AWS::ApiGateway::DocumentationVersion",
  "AWS::ApiGateway::DomainName",
  "AWS::ApiGateway::GatewayResponse",
  "AWS::ApiGateway::Method",
  "AWS::ApiGateway::Resource",
  "AWS::ApiGateway::RestApi",
  "AWS::ApiGateway::Stage",
]);

/**
 * Passes a template whose resource types are all either read or of no interest to an API.
 * @throws TemplateError that names the first other one: a usage plan, a request validator or a firewall that were
 * ignored would let through locally what AWS refuses
 */
export function refuseUnknownTypes(scope: TemplateScope): void {
  for (const [logicalId, resource] of Object.entries(scope.template.Resources)) {
    if (!concernsApis.test(resource.Type) || known.has(resource.Type)) continue;
    if (resourceApplies(scope, resource))
      throw notReproduced(`Resource ${logicalId} of type ${resource.Type}`);
  }
}
