/** The custom domains by which clients come to the API, and where below them it is. */
import type { TemplateScope } from "../template/intrinsics.ts";
import { type ResourceProperties, resourcesOfType } from "../template/resource-properties.ts";

/** A domain, with the base paths that lead to the API's stage. */
export interface CustomDomain {
  /** In lower case. */
  readonly name: string;
  /** One segment each, without slashes; an empty one is the domain's root. */
  readonly basePaths: ReadonlySet<string>;
}

/**
 * Reads every domain with its mappings (AWS CloudFormation user guide, "AWS::ApiGateway::DomainName" and
 * "AWS::ApiGateway::BasePathMapping"). Certificates and the least version of TLS are accepted and have no effect.
 * @returns by name
 */
export function readCustomDomains(
  scope: TemplateScope,
  apiId: string,
  stage: string,
): ReadonlyMap<string, CustomDomain> {
  const basePaths = new Map<string, Set<string>>();
  for (const properties of resourcesOfType(scope, "AWS::ApiGateway::DomainName").values()) {
    const name = properties.text("DomainName").toLowerCase();
    if (basePaths.has(name)) throw properties.invalid("DomainName", `is made twice: ${name}`);
    refuseOtherDomains(properties, name);
    basePaths.set(name, new Set());
  }
  for (const properties of resourcesOfType(scope, "AWS::ApiGateway::BasePathMapping").values()) {
    const name = properties.text("DomainName").toLowerCase();
    const ofDomain = basePaths.get(name);
    if (ofDomain === undefined)
      throw properties.invalid("DomainName", `is not made by the template: ${name}`);
    const basePath = readMapping(properties, apiId, stage);
    if (ofDomain.has(basePath)) throw properties.invalid("BasePath", `is mapped twice: "${basePath}"`);
    ofDomain.add(basePath);
  }
  return new Map([...basePaths].map(([name, ofDomain]) => [name, { name, basePaths: ofDomain }]));
}

function refuseOtherDomains(properties: ResourceProperties, name: string): void {
  if (name.includes("*")) throw properties.notReproduced(`the wildcard domain ${name}`);
  const endpoints = properties.part("EndpointConfiguration");
  if (endpoints?.texts("Types").includes("PRIVATE")) throw properties.notReproduced("a private domain");
  endpoints?.done("IpAddressType");
  properties.done("CertificateArn", "RegionalCertificateArn", "SecurityPolicy", "Tags");
}

function readMapping(properties: ResourceProperties, apiId: string, stage: string): string {
  const basePath = properties.optionalText("BasePath") ?? "";
  // AWS: "Use API mappings to connect API stages to a custom domain name for REST APIs", Restrictions.
  if (!/^[A-Za-z0-9$_.+!*'()-]*$/.test(basePath)) {
    throw properties.invalid("BasePath", `must be one segment: ${basePath}`);
  }
  if (properties.text("RestApiId") !== apiId)
    throw properties.invalid("RestApiId", "is not the template's API");
  if (properties.value("Stage") === undefined) {
    throw properties.notReproduced(
      "a mapping without Stage, where clients name the stage after the base path",
    );
  }
  if (properties.text("Stage") !== stage) throw properties.invalid("Stage", "is not the template's stage");
  properties.done();
  return basePath;
}
