/** The API's Lambda authorizers. */
import { type IdentitySource, parseIdentitySources } from "../authorize/identity-sources.ts";
import { resolve, type TemplateScope } from "../template/intrinsics.ts";
import { type ResourceProperties, resourcesOfType } from "../template/resource-properties.ts";
import { invokedFunction } from "./invoked-function.ts";

/** A Lambda authorizer of type REQUEST. */
export interface ApiAuthorizer {
  readonly id: string;
  readonly functionArn: string;
  readonly identitySources: readonly IdentitySource[];
  /** How long a result is used for the same identity; 0: never again. */
  readonly resultTtlSeconds: number;
}

/**
 * Reads every `AWS::ApiGateway::Authorizer` (AWS CloudFormation user guide; defaults from there).
 * @returns by authorizer id
 */
export function readAuthorizers(scope: TemplateScope): ReadonlyMap<string, ApiAuthorizer> {
  const authorizers = new Map<string, ApiAuthorizer>();
  for (const [logicalId, properties] of resourcesOfType(scope, "AWS::ApiGateway::Authorizer")) {
    const id = String(resolve(scope, { Ref: logicalId }));
    authorizers.set(id, readAuthorizer(id, properties));
  }
  return authorizers;
}

function readAuthorizer(id: string, properties: ResourceProperties): ApiAuthorizer {
  const type = properties.text("Type");
  if (type !== "REQUEST") throw properties.notReproduced(`an authorizer of type ${type}`);
  const resultTtlSeconds = properties.number("AuthorizerResultTtlInSeconds", 300);
  if (resultTtlSeconds < 0 || resultTtlSeconds > 3600) {
    throw properties.invalid("AuthorizerResultTtlInSeconds", "must be from 0 to 3600");
  }
  const identitySources = parseIdentitySources(
    properties.optionalText("IdentitySource") ?? "",
    properties.where,
  );
  if (resultTtlSeconds > 0 && identitySources.length === 0) {
    throw properties.invalid("IdentitySource", "is needed while results are cached");
  }
  const functionArn = invokedFunction(properties, "AuthorizerUri");
  properties.done("Name", "RestApiId", "AuthType");
  return { id, functionArn, identitySources, resultTtlSeconds };
}
