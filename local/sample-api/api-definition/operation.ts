/** Operations of an OpenAPI document. */

/** An object of an OpenAPI document. */
export type OpenApiObject = Readonly<Record<string, unknown>>;

/** What is said of an operation. */
export interface OperationText {
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly parameters?: readonly OpenApiObject[];
  readonly requestBody?: OpenApiObject;
  /** What it answers when all is well, by status. */
  readonly responses: Readonly<Record<string, string>>;
}

/** An operation with the answers that every one has besides its own. */
export function operation(about: OperationText): OpenApiObject {
  const { id, tag, summary, parameters, requestBody, responses } = about;
  const described = Object.entries(responses).map(
    ([status, description]) => [status, { description }] as const,
  );
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(parameters !== undefined && { parameters }),
    ...(requestBody !== undefined && { requestBody }),
    responses: { ...Object.fromEntries(described), default: reference("responses", "Exception") },
  };
}

/** A reference to a component. */
export function reference(kind: "parameters" | "responses" | "schemas", name: string): OpenApiObject {
  return { $ref: `#/components/${kind}/${name}` };
}

/** A GET that has a page, too. */
export function readOperation(
  id: string,
  tag: string,
  summary: string,
  parameters: readonly OpenApiObject[] = [],
): OpenApiObject {
  const format = reference("parameters", "f");
  return operation({ id, tag, summary, parameters: [...parameters, format], responses: { "200": summary } });
}
