/** The gateway responses that the template defines in place of AWS's own. */
import { type GatewayResponseType, isGatewayResponseType } from "../answer/gateway-response-types.ts";
import { parseParameterMapping, type ValueSource } from "../answer/parameter-mapping.ts";
import { parseTemplate, type TextTemplate } from "../answer/text-template.ts";
import type { TemplateScope } from "../template/intrinsics.ts";
import { type ResourceProperties, resourcesOfType } from "../template/resource-properties.ts";

/** A gateway response of the template. */
export interface GatewayResponseDefinition {
  /** Absent: the status of the type. */
  readonly statusCode?: number;
  readonly headers: ReadonlyMap<string, ValueSource>;
  /** By media type, in the order of the template. */
  readonly templates: ReadonlyMap<string, TextTemplate>;
}

/**
 * Reads every `AWS::ApiGateway::GatewayResponse` (AWS CloudFormation user guide; Amazon API Gateway developer guide,
 * "Gateway responses for REST APIs in API Gateway").
 * @returns by response type
 * @throws TemplateError also for a literal that is not in single quotes, which AWS refuses
 */
export function readGatewayResponses(
  scope: TemplateScope,
): ReadonlyMap<GatewayResponseType, GatewayResponseDefinition> {
  const responses = new Map<GatewayResponseType, GatewayResponseDefinition>();
  for (const properties of resourcesOfType(scope, "AWS::ApiGateway::GatewayResponse").values()) {
    const type = properties.text("ResponseType");
    if (!isGatewayResponseType(type)) throw properties.invalid("ResponseType", `is not known: ${type}`);
    if (responses.has(type)) throw properties.invalid("ResponseType", `is defined twice: ${type}`);
    responses.set(type, readDefinition(properties));
  }
  return responses;
}

function readDefinition(properties: ResourceProperties): GatewayResponseDefinition {
  const statusCode = properties.optionalText("StatusCode");
  if (statusCode !== undefined && !/^[2-5]\d\d$/.test(statusCode)) {
    throw properties.invalid("StatusCode", `is no status of an answer: ${statusCode}`);
  }
  const headers = new Map<string, ValueSource>();
  for (const [target, expression] of properties.textMap("ResponseParameters")) {
    const name = /^gatewayresponse\.header\.([!#$%&'*+.^_`|~0-9A-Za-z-]+)$/.exec(target)?.[1];
    if (name === undefined) throw properties.notReproduced(`the response parameter ${target}`);
    headers.set(name, parseParameterMapping(expression, `${properties.where}, ${target}`));
  }
  const templates = new Map<string, TextTemplate>();
  for (const [mediaType, template] of properties.textMap("ResponseTemplates")) {
    templates.set(mediaType.toLowerCase(), parseTemplate(template, `${properties.where}, ${mediaType}`));
  }
  properties.done("RestApiId");
  return { headers, templates, ...(statusCode === undefined ? {} : { statusCode: Number(statusCode) }) };
}
