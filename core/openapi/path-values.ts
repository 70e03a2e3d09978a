/** Which values a path parameter of an OpenAPI document may have, where the document lists them. */
import { isJsonObject } from "#core/json-object";

type Members = Readonly<Record<string, unknown>>;

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/**
 * All values that the parameter of a path segment such as `{collectionId}` may have (OpenAPI 3.1 sections 4.8.9, 4.8.12).
 * @param item the path item, whose operations may describe the parameter each for itself
 * @returns `undefined` when one of them lists no values, or the segment is more than one parameter
 */
export function pathValues(document: unknown, item: unknown, segment: string): string[] | undefined {
  const [, name] = /^\{([^{}]+)\}$/.exec(segment) ?? [];
  const pathItem = resolved(document, item);
  if (name === undefined || !isJsonObject(pathItem)) return undefined;
  const operations = methods.map((method) => pathItem[method]).filter(isJsonObject);
  const described = (operations.length === 0 ? [pathItem] : operations).map((operation) => {
    const own = parameterNamed(document, operation.parameters, name);
    return listedValues(document, own ?? parameterNamed(document, pathItem.parameters, name));
  });
  const lists = described.filter((values) => values !== undefined);
  return lists.length < described.length ? undefined : lists.flat();
}

function parameterNamed(document: unknown, parameters: unknown, name: string): Members | undefined {
  if (!Array.isArray(parameters)) return undefined;
  return parameters
    .map((parameter) => resolved(document, parameter))
    .filter(isJsonObject)
    .find((parameter) => parameter.in === "path" && parameter.name === name);
}

/** In Swagger 2.0 the list is the parameter's own. */
function listedValues(document: unknown, parameter: Members | undefined): string[] | undefined {
  const schema = resolved(document, parameter?.schema) ?? parameter;
  return isJsonObject(schema) && Array.isArray(schema.enum) ? schema.enum.map(String) : undefined;
}

/** More references in a row are a circle. */
const mostReferences = 8;

/** Follows references within the document (RFC 6901); what lies in other documents is not there. */
function resolved(document: unknown, value: unknown): unknown {
  let found = value;
  for (let followed = 0; isJsonObject(found) && typeof found.$ref === "string"; followed += 1) {
    if (!found.$ref.startsWith("#/") || followed === mostReferences) return undefined;
    const names = found.$ref.slice(2).split("/");
    found = names.reduce<unknown>((parent, name) => {
      const key = name.replaceAll("~1", "/").replaceAll("~0", "~");
      return isJsonObject(parent) && Object.hasOwn(parent, key) ? parent[key] : undefined;
    }, document);
  }
  return found;
}
