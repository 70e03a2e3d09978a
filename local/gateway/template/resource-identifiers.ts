/** What `Ref` and `Fn::GetAtt` give for the resources of the template, which locally nobody has created. */
import { createHash } from "node:crypto";
import type { CloudFormationTemplate, PseudoParameters } from "./cloudformation-template.ts";
import { lambdaArn } from "./lambda-arn.ts";
import { invalid, notReproduced } from "./template-error.ts";

/** A resource whose identifiers are asked for. */
interface Identified {
  readonly logicalId: string;
  readonly pseudo: PseudoParameters;
  /** A property that is a text, evaluated. */
  readonly property: (name: string) => string | undefined;
}

interface Identifiers {
  readonly ref: (resource: Identified) => string;
  readonly attributes?: Readonly<Record<string, (resource: Identified) => string>>;
}

/** Made from the logical id, so that it is the same at every start, as it is across deployments. */
function identifier(resource: Identified, length: number): string {
  return createHash("sha256")
    .update(`${resource.pseudo.StackName}/${resource.logicalId}`)
    .digest("hex")
    .slice(0, length);
}

/** The name that CloudFormation would make from the stack's and the resource's, without its random part. */
function name(resource: Identified, property: string): string {
  return resource.property(property) ?? `${resource.pseudo.StackName}-${resource.logicalId}`.slice(-64);
}

function arn(resource: Identified, service: string, rest: string): string {
  const { Partition, Region, AccountId } = resource.pseudo;
  const region = service === "iam" ? "" : Region;
  return `arn:${Partition}:${service}:${region}:${AccountId}:${rest}`;
}

function identified(length: number, attribute: string): Identifiers {
  const id = (resource: Identified) => identifier(resource, length);
  return { ref: id, attributes: { [attribute]: id } };
}

function functionOf(resource: Identified): string {
  return lambdaArn(resource.property("FunctionName") ?? "", resource.pseudo);
}

function secretArn(resource: Identified): string {
  const secret = resource.property("Name") ?? resource.logicalId;
  return arn(resource, "secretsmanager", `secret:${secret}-${identifier(resource, 6)}`);
}

/** Return values as each resource's page of the AWS CloudFormation user guide ("Return values") gives them. */
const identifiersOfType: Readonly<Record<string, Identifiers>> = {
  "AWS::ApiGateway::RestApi": {
    ref: (r) => identifier(r, 10),
    attributes: { RestApiId: (r) => identifier(r, 10), RootResourceId: (r) => identifier(r, 16) },
  },
  "AWS::ApiGateway::DomainName": {
    ref: (r) => r.property("DomainName") ?? "",
    attributes: {
      RegionalDomainName: (r) =>
        `d-${identifier(r, 10)}.execute-api.${r.pseudo.Region}.${r.pseudo.URLSuffix}`,
    },
  },
  "AWS::ApiGateway::Resource": identified(6, "ResourceId"),
  "AWS::ApiGateway::Authorizer": identified(6, "AuthorizerId"),
  "AWS::ApiGateway::Deployment": identified(6, "DeploymentId"),
  "AWS::ApiGateway::Stage": { ref: (r) => r.property("StageName") ?? "" },
  "AWS::Lambda::Function": {
    ref: (r) => name(r, "FunctionName"),
    attributes: { Arn: (r) => arn(r, "lambda", `function:${name(r, "FunctionName")}`) },
  },
  "AWS::Lambda::Alias": { ref: (r) => `${functionOf(r)}:${r.property("Name") ?? ""}` },
  "AWS::Lambda::Version": { ref: (r) => `${functionOf(r)}:1` },
  "AWS::SecretsManager::Secret": { ref: secretArn, attributes: { Id: secretArn } },
  "AWS::DynamoDB::Table": {
    ref: (r) => name(r, "TableName"),
    attributes: { Arn: (r) => arn(r, "dynamodb", `table/${name(r, "TableName")}`) },
  },
  "AWS::Logs::LogGroup": {
    ref: (r) => name(r, "LogGroupName"),
    attributes: { Arn: (r) => arn(r, "logs", `log-group:${name(r, "LogGroupName")}:*`) },
  },
  "AWS::IAM::Role": {
    ref: (r) => name(r, "RoleName"),
    attributes: { Arn: (r) => arn(r, "iam", `role/${name(r, "RoleName")}`) },
  },
};

/** What `Ref` gives for a resource. */
export function resourceReference(
  logicalId: string,
  template: CloudFormationTemplate,
  pseudo: PseudoParameters,
  resolve: (value: unknown) => unknown,
): string {
  const [resource, identifiers] = identify(logicalId, template, pseudo, resolve);
  return identifiers.ref(resource);
}

/** What `Fn::GetAtt` gives for an attribute of a resource. */
export function resourceAttribute(
  logicalId: string,
  attribute: string,
  template: CloudFormationTemplate,
  pseudo: PseudoParameters,
  resolve: (value: unknown) => unknown,
): string {
  const [resource, identifiers] = identify(logicalId, template, pseudo, resolve);
  const value = identifiers.attributes?.[attribute];
  if (value === undefined) throw notReproduced(`Fn::GetAtt of ${attribute} of resource ${logicalId}`);
  return value(resource);
}

function identify(
  logicalId: string,
  template: CloudFormationTemplate,
  pseudo: PseudoParameters,
  resolve: (value: unknown) => unknown,
): readonly [Identified, Identifiers] {
  const declared = template.Resources[logicalId];
  if (declared === undefined) throw invalid(`The template has no resource and no parameter ${logicalId}`);
  const identifiers = identifiersOfType[declared.Type];
  if (identifiers === undefined) throw notReproduced(`A reference to ${logicalId} of type ${declared.Type}`);
  const property = (key: string) => {
    const value = resolve(declared.Properties?.[key]);
    return typeof value === "string" ? value : undefined;
  };
  return [{ logicalId, pseudo, property }, identifiers];
}
