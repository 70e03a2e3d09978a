/** The API of somebody who forgot the authorizer. */
import type { CloudFormationTemplate } from "#local/gateway/template/cloudformation-template";

/** The template with its guarded methods open; everything else, the backend included, stays as it is. */
export function withoutAuthorizer(template: CloudFormationTemplate): CloudFormationTemplate {
  const resources = Object.entries(template.Resources).map(([id, resource]) => {
    if (resource.Properties?.AuthorizationType !== "CUSTOM") return [id, resource] as const;
    const { AuthorizerId: _, ...properties } = resource.Properties;
    return [id, { ...resource, Properties: { ...properties, AuthorizationType: "NONE" } }] as const;
  });
  return { ...template, Resources: Object.fromEntries(resources) };
}
