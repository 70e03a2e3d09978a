/** A mock integration as the template declares it. */
import { parseParameterMapping, type ValueSource } from "../answer/parameter-mapping.ts";
import { parseResponseTemplate, type ResponseTemplate } from "../answer/response-template.ts";
import type { ResourceProperties } from "../template/resource-properties.ts";

/** What is done with a payload that is binary on the one side and text on the other; `NONE` when undefined. */
export type ContentHandling = "CONVERT_TO_BINARY" | "CONVERT_TO_TEXT" | "NONE";

/** One answer of a mock. */
export interface MockResponse {
  readonly statusCode: number;
  /** Which status of the request template it is for; absent: every other. */
  readonly selectionPattern?: RegExp;
  readonly headers: ReadonlyMap<string, ValueSource>;
  /** By media type, in the order of the template. */
  readonly templates: ReadonlyMap<string, ResponseTemplate>;
  readonly contentHandling: ContentHandling;
}

/** An integration whose answer API Gateway makes (developer guide, "Set up mock integrations in API Gateway"). */
export interface MockIntegration {
  readonly kind: "mock";
  /** The status that the request template of a media type gives. */
  readonly requestStatuses: ReadonlyMap<string, number>;
  readonly passthroughBehavior: "WHEN_NO_MATCH" | "WHEN_NO_TEMPLATES" | "NEVER";
  readonly contentHandling: ContentHandling;
  readonly responses: readonly MockResponse[];
}

const requestTemplate = /^\s*\{\s*(["']?)statusCode\1\s*:\s*(\d{3})\s*\}\s*$/;

/** The status in the one form of a mock's request that is understood, `{"statusCode": 200}`. */
export function mockRequestStatus(text: string): number | undefined {
  const status = requestTemplate.exec(text)?.[2];
  return status === undefined ? undefined : Number(status);
}

/** Reads the mock; the statuses and headers that it uses must be declared by the method. */
export function readMockIntegration(
  properties: ResourceProperties,
  method: ResourceProperties,
): MockIntegration {
  const requestStatuses = new Map<string, number>();
  for (const [mediaType, template] of properties.textMap("RequestTemplates")) {
    const status = mockRequestStatus(template);
    if (status === undefined) {
      throw properties.notReproduced('a request template other than {"statusCode": <number>}');
    }
    requestStatuses.set(mediaType.toLowerCase(), status);
  }
  const passthroughBehavior = properties.optionalText("PassthroughBehavior") ?? "WHEN_NO_MATCH";
  if (!isPassthroughBehavior(passthroughBehavior)) {
    throw properties.invalid("PassthroughBehavior", `is not known: ${passthroughBehavior}`);
  }
  const declared = declaredResponses(method);
  const responses = properties.parts("IntegrationResponses").map((part) => readResponse(part, declared));
  const contentHandling = readContentHandling(properties);
  return { kind: "mock", requestStatuses, passthroughBehavior, contentHandling, responses };
}

function isPassthroughBehavior(value: string): value is MockIntegration["passthroughBehavior"] {
  return value === "WHEN_NO_MATCH" || value === "WHEN_NO_TEMPLATES" || value === "NEVER";
}

/** By status, the lower-case names of the headers that the method declares. */
function declaredResponses(method: ResourceProperties): ReadonlyMap<string, ReadonlySet<string>> {
  const declared = new Map<string, ReadonlySet<string>>();
  for (const response of method.parts("MethodResponses")) {
    const parameters = Object.keys(Object(response.value("ResponseParameters") ?? {}));
    declared.set(response.text("StatusCode"), new Set(parameters.map((name) => name.toLowerCase())));
    response.done("ResponseModels");
  }
  return declared;
}

function readResponse(
  properties: ResourceProperties,
  declared: ReadonlyMap<string, ReadonlySet<string>>,
): MockResponse {
  const statusCode = properties.text("StatusCode");
  const parameters = declared.get(statusCode);
  if (parameters === undefined) {
    throw properties.invalid("StatusCode", `${statusCode} is not among the MethodResponses`);
  }
  const headers = new Map<string, ValueSource>();
  for (const [target, expression] of properties.textMap("ResponseParameters")) {
    const name = /^method\.response\.header\.([!#$%&'*+.^_`|~0-9A-Za-z-]+)$/.exec(target)?.[1];
    if (name === undefined) throw properties.notReproduced(`the response parameter ${target}`);
    if (!parameters.has(target.toLowerCase())) {
      throw properties.invalid("ResponseParameters", `holds ${target}, which MethodResponses do not declare`);
    }
    headers.set(name, parseParameterMapping(expression, `${properties.where}, ${target}`));
  }
  const templates = new Map<string, ResponseTemplate>();
  for (const [mediaType, template] of properties.textMap("ResponseTemplates")) {
    templates.set(
      mediaType.toLowerCase(),
      parseResponseTemplate(template, `${properties.where}, ${mediaType}`),
    );
  }
  const selectionPattern = readSelectionPattern(properties);
  const contentHandling = readContentHandling(properties);
  properties.done();
  const selection = selectionPattern === undefined ? {} : { selectionPattern };
  return { statusCode: Number(statusCode), ...selection, headers, templates, contentHandling };
}

function readSelectionPattern(properties: ResourceProperties): RegExp | undefined {
  const pattern = properties.optionalText("SelectionPattern") ?? "";
  if (pattern === "") return undefined;
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch {
    throw properties.invalid("SelectionPattern", `is no regular expression: ${pattern}`);
  }
}

function readContentHandling(properties: ResourceProperties): ContentHandling {
  const value = properties.optionalText("ContentHandling") ?? "NONE";
  if (value !== "NONE" && value !== "CONVERT_TO_TEXT" && value !== "CONVERT_TO_BINARY") {
    throw properties.invalid("ContentHandling", `is not known: ${value}`);
  }
  return value;
}
