/** The DynamoDB tables that the template makes. */
import type { CloudFormationTemplate, PseudoParameters } from "./cloudformation-template.ts";
import { resolve, type TemplateScope } from "./intrinsics.ts";
import { type ResourceProperties, resourcesOfType } from "./resource-properties.ts";

/** An `AWS::DynamoDB::Table` of the template. */
export interface TemplateTable {
  readonly logicalId: string;
  readonly name: string;
  /** What CreateTable takes beside the name; whether it makes sense is the business of whoever makes the table. */
  readonly definition: Readonly<Record<string, unknown>>;
}

/** Properties that change nothing about what a table answers. */
const without = [
  "ContributorInsightsSpecification",
  "DeletionProtectionEnabled",
  "PointInTimeRecoverySpecification",
  "SSESpecification",
  "TableClass",
  "Tags",
  // Not reproduced: DynamoDB may take days to remove an item, so that nobody can rely on its being gone.
  "TimeToLiveSpecification",
] as const;

/**
 * Every table of the template.
 * @throws TemplateError for what is not reproduced, such as streams, and for values that cannot be evaluated
 */
export function templateTables(
  template: CloudFormationTemplate,
  pseudo: PseudoParameters,
): readonly TemplateTable[] {
  const scope: TemplateScope = { template, pseudo };
  return [...resourcesOfType(scope, "AWS::DynamoDB::Table")].map(([logicalId, properties]) => {
    const indexes = properties.parts("GlobalSecondaryIndexes").map(index);
    const definition = {
      ...members(properties, ["AttributeDefinitions", "BillingMode", "KeySchema", "ProvisionedThroughput"]),
      ...(indexes.length > 0 && { GlobalSecondaryIndexes: indexes }),
    };
    properties.done("TableName", ...without);
    return { logicalId, name: String(resolve(scope, { Ref: logicalId })), definition };
  });
}

function index(properties: ResourceProperties): Readonly<Record<string, unknown>> {
  const read = members(properties, ["IndexName", "KeySchema", "Projection", "ProvisionedThroughput"]);
  properties.done("ContributorInsightsSpecification");
  return read;
}

function members(
  properties: ResourceProperties,
  names: readonly string[],
): Readonly<Record<string, unknown>> {
  const read = names.map((name) => [name, properties.value(name)] as const);
  return Object.fromEntries(read.filter(([, value]) => value !== undefined));
}
