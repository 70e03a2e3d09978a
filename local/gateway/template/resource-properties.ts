/** Reads the properties of one resource: typed, and none of them overlooked. */
import { resolve, resourceApplies, type TemplateScope } from "./intrinsics.ts";
import { isObject } from "./json-value.ts";
import { invalid, notReproduced } from "./template-error.ts";

/**
 * The evaluated properties of a resource, or of an object within them. What has been neither read nor named in
 * `done` is refused: a property that changes what AWS does must not be ignored in silence.
 */
export class ResourceProperties {
  readonly where: string;
  readonly #values: Readonly<Record<string, unknown>>;
  readonly #read = new Set<string>();

  constructor(where: string, values: Readonly<Record<string, unknown>>) {
    this.where = where;
    this.#values = values;
  }

  /** The value as it stands; `undefined` when it is absent. */
  value(name: string): unknown {
    this.#read.add(name);
    return Object.hasOwn(this.#values, name) ? this.#values[name] : undefined;
  }

  optionalText(name: string): string | undefined {
    const value = this.value(name);
    if (value === undefined || typeof value === "string") return value;
    if (typeof value === "number") return String(value);
    throw this.invalid(name, "must be a text");
  }

  text(name: string): string {
    const value = this.optionalText(name);
    if (value === undefined || value === "") throw this.invalid(name, "is missing");
    return value;
  }

  /** A whole number, also where it is written as a text, as CloudFormation allows. */
  number(name: string, otherwise: number): number {
    const value = this.value(name) ?? otherwise;
    const number = typeof value === "string" && value !== "" ? Number(value) : value;
    if (typeof number !== "number" || !Number.isInteger(number)) {
      throw this.invalid(name, "must be a whole number");
    }
    return number;
  }

  flag(name: string): boolean {
    const value = this.value(name) ?? false;
    if (value === true || value === "true") return true;
    if (value === false || value === "false") return false;
    throw this.invalid(name, "must be true or false");
  }

  texts(name: string): readonly string[] {
    const value = this.value(name) ?? [];
    if (!Array.isArray(value) || !value.every((item) => typeof item === "string")) {
      throw this.invalid(name, "must be a list of texts");
    }
    return value;
  }

  /** A map from names to texts; empty when it is absent. */
  textMap(name: string): ReadonlyMap<string, string> {
    const value = this.value(name) ?? {};
    if (!isObject(value)) throw this.invalid(name, "must be a map");
    const entries = Object.entries(value).map(([key, item]) => {
      if (typeof item !== "string") throw this.invalid(`${name}.${key}`, "must be a text");
      return [key, item] as const;
    });
    return new Map(entries);
  }

  part(name: string): ResourceProperties | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    if (!isObject(value)) throw this.invalid(name, "must be an object");
    return new ResourceProperties(`${this.where}, ${name}`, value);
  }

  parts(name: string): readonly ResourceProperties[] {
    const value = this.value(name) ?? [];
    if (!Array.isArray(value) || !value.every(isObject))
      throw this.invalid(name, "must be a list of objects");
    return value.map((item, index) => new ResourceProperties(`${this.where}, ${name}[${index}]`, item));
  }

  /**
   * Ends the reading.
   * @param without names of properties that change nothing that is reproduced here, such as descriptions and tags
   */
  done(...without: readonly string[]): void {
    const left = Object.keys(this.#values).find((name) => !this.#read.has(name) && !without.includes(name));
    if (left !== undefined) throw this.notReproduced(left);
  }

  invalid(name: string, what: string): Error {
    return invalid(`${this.where}: ${name} ${what}`);
  }

  notReproduced(what: string): Error {
    return notReproduced(`${this.where}: ${what}`);
  }
}

/** The resources of one type that the stack makes, each with its evaluated properties, by logical id. */
export function resourcesOfType(scope: TemplateScope, type: string): ReadonlyMap<string, ResourceProperties> {
  const found = new Map<string, ResourceProperties>();
  for (const [logicalId, resource] of Object.entries(scope.template.Resources)) {
    if (resource.Type !== type || !resourceApplies(scope, resource)) continue;
    const values = resolve(scope, resource.Properties ?? {});
    if (!isObject(values)) throw invalid(`Resource ${logicalId}: Properties must be an object`);
    found.set(logicalId, new ResourceProperties(`Resource ${logicalId} (${type})`, values));
  }
  return found;
}
