/** The stage under which the API is served. */
import { resolve, type TemplateScope } from "../template/intrinsics.ts";
import { type ResourceProperties, resourcesOfType } from "../template/resource-properties.ts";
import { invalid } from "../template/template-error.ts";

/** A deployed stage. */
export interface ApiStage {
  readonly name: string;
  readonly deploymentId: string;
  readonly variables: ReadonlyMap<string, string>;
}

/**
 * Reads the one stage (AWS CloudFormation user guide, "AWS::ApiGateway::Stage", "AWS::ApiGateway::Deployment").
 * Throttling and logging settings are accepted and have no effect; caches and canaries are refused.
 */
export function readStage(scope: TemplateScope): ApiStage {
  for (const properties of resourcesOfType(scope, "AWS::ApiGateway::Deployment").values()) {
    properties.done("RestApiId", "Description");
  }
  const stages = [...resourcesOfType(scope, "AWS::ApiGateway::Stage").entries()];
  const [stage] = stages;
  if (stage === undefined) throw invalid("The template has no AWS::ApiGateway::Stage");
  if (stages.length > 1) throw invalid(`The template has ${stages.length} stages; one can be served`);
  const [logicalId, properties] = stage;
  const name = String(resolve(scope, { Ref: logicalId }));
  // AWS: "Amazon API Gateway important notes".
  if (!/^[A-Za-z0-9_-]{1,128}$/.test(name)) {
    throw properties.invalid("StageName", "may hold letters, digits, - and _");
  }
  refuseCaching(properties);
  const read = {
    name,
    deploymentId: properties.text("DeploymentId"),
    variables: properties.textMap("Variables"),
  };
  properties.done(
    "RestApiId",
    "StageName",
    "Description",
    "Tags",
    "AccessLogSetting",
    "TracingEnabled",
    "DocumentationVersion",
  );
  return read;
}

function refuseCaching(properties: ResourceProperties): void {
  if (properties.flag("CacheClusterEnabled")) throw properties.notReproduced("CacheClusterEnabled");
  for (const setting of properties.parts("MethodSettings")) {
    if (setting.flag("CachingEnabled")) throw setting.notReproduced("CachingEnabled");
  }
}
