/** Evaluates CloudFormation's intrinsic functions, so that the template can be read as plain values. */
import type {
  CloudFormationTemplate,
  PseudoParameters,
  TemplateOutput,
  TemplateResource,
} from "./cloudformation-template.ts";
import { conditionHolds } from "./conditions.ts";
import { isObject, ownMember } from "./json-value.ts";
import { resourceAttribute, resourceReference } from "./resource-identifiers.ts";
import { invalid, notReproduced } from "./template-error.ts";

/** What is needed to evaluate any value of one template. */
export interface TemplateScope {
  readonly template: CloudFormationTemplate;
  readonly pseudo: PseudoParameters;
}

/** Stands for `AWS::NoValue` until it has been removed from the list or object that holds it. */
const noValue = Symbol("AWS::NoValue");

/**
 * The plain value of a part of the template: `Ref`, `Fn::GetAtt`, `Fn::Join`, `Fn::Sub`, `Fn::Select`, `Fn::Split`
 * and `Fn::If` are evaluated at any depth (AWS CloudFormation user guide, "Intrinsic function reference").
 * @returns `undefined` for `AWS::NoValue`
 * @throws TemplateError that names the function, resource or parameter for everything else
 */
export function resolve(scope: TemplateScope, value: unknown): unknown {
  const resolved = evaluate(scope, value);
  return resolved === noValue ? undefined : resolved;
}

/** Whether a resource or an output is made at all: it has no condition, or one that holds. */
export function resourceApplies(scope: TemplateScope, made: TemplateResource | TemplateOutput): boolean {
  if (made.Condition === undefined) return true;
  return conditionHolds({ Condition: made.Condition }, scope.template, (value) => resolve(scope, value));
}

function evaluate(scope: TemplateScope, value: unknown): unknown {
  if (typeof value === "string") {
    const service = /\{\{resolve:([a-z-]+):/.exec(value)?.[1];
    if (service !== undefined) throw notReproduced(`A dynamic reference to ${service}`);
  }
  if (Array.isArray(value)) {
    return value.map((item) => evaluate(scope, item)).filter((item) => item !== noValue);
  }
  if (!isObject(value)) return value;
  const names = Object.keys(value);
  const name = names.find((key) => key === "Ref" || key.startsWith("Fn::"));
  if (name === undefined) return evaluateMembers(scope, value);
  if (names.length > 1) throw invalid(`${name} stands beside ${names.filter((other) => other !== name)}`);
  return call(scope, name, value[name]);
}

function evaluateMembers(scope: TemplateScope, object: Readonly<Record<string, unknown>>): unknown {
  const members = Object.entries(object).map(([key, member]) => [key, evaluate(scope, member)] as const);
  return Object.fromEntries(members.filter(([, member]) => member !== noValue));
}

function call(scope: TemplateScope, name: string, argument: unknown): unknown {
  switch (name) {
    case "Ref":
      return reference(scope, argument);
    case "Fn::GetAtt":
      return attribute(scope, argument);
    case "Fn::Sub":
      return substitute(scope, argument);
    case "Fn::If":
      return choose(scope, argument);
    case "Fn::Join": {
      const [delimiter, values] = list(scope, name, argument, 2);
      return texts(name, values).join(text(name, delimiter));
    }
    case "Fn::Split": {
      const [delimiter, source] = list(scope, name, argument, 2);
      return text(name, source).split(text(name, delimiter));
    }
    case "Fn::Select": {
      const [index, values] = list(scope, name, argument, 2);
      const selected = Array.isArray(values) ? values[Number(index)] : undefined;
      if (selected === undefined) throw invalid(`Fn::Select finds nothing at ${String(index)}`);
      return selected;
    }
    default:
      throw notReproduced(`The intrinsic function ${name}`);
  }
}

function reference(scope: TemplateScope, argument: unknown): unknown {
  const name = text("Ref", argument);
  if (name === "AWS::NoValue") return noValue;
  if (name.startsWith("AWS::")) {
    const value = ownMember({ ...scope.pseudo }, name.slice("AWS::".length));
    if (value === undefined) throw notReproduced(`The pseudo parameter ${name}`);
    return value;
  }
  const parameter = scope.template.Parameters?.[name];
  if (parameter === undefined) {
    return resourceReference(name, scope.template, scope.pseudo, (v) => resolve(scope, v));
  }
  if (parameter.Type.startsWith("AWS::SSM::")) {
    throw notReproduced(`Parameter ${name} of type ${parameter.Type}, whose value is in Parameter Store`);
  }
  if (parameter.Default === undefined) throw invalid(`Parameter ${name} has no default, and none is given`);
  return parameter.Default;
}

function attribute(scope: TemplateScope, argument: unknown): unknown {
  const parts = typeof argument === "string" ? argument.split(/\.(.*)/s, 2) : argument;
  const [resource, name] = list(scope, "Fn::GetAtt", parts, 2).map((part) => text("Fn::GetAtt", part));
  return resourceAttribute(resource ?? "", name ?? "", scope.template, scope.pseudo, (v) =>
    resolve(scope, v),
  );
}

function substitute(scope: TemplateScope, argument: unknown): string {
  const [source, variables] = Array.isArray(argument) ? argument : [argument, {}];
  const given = isObject(variables) ? variables : {};
  return text("Fn::Sub", source).replaceAll(/\$\{(!?)([^}]+)\}/g, (_whole, literal: string, name: string) => {
    if (literal === "!") return `\${${name}}`;
    if (Object.hasOwn(given, name)) return text("Fn::Sub", resolve(scope, given[name]));
    const value = name.includes(".") ? attribute(scope, name) : reference(scope, name);
    return text("Fn::Sub", value);
  });
}

function choose(scope: TemplateScope, argument: unknown): unknown {
  if (!Array.isArray(argument) || argument.length !== 3) throw invalid("Fn::If takes three arguments");
  const [name, then, otherwise] = argument;
  const holds = conditionHolds({ Condition: name }, scope.template, (value) => resolve(scope, value));
  return evaluate(scope, holds ? then : otherwise);
}

function list(scope: TemplateScope, name: string, argument: unknown, length: number): readonly unknown[] {
  if (!Array.isArray(argument) || argument.length !== length) {
    throw invalid(`${name} takes ${length} arguments`);
  }
  return argument.map((item) => resolve(scope, item));
}

function texts(name: string, values: unknown): readonly string[] {
  if (!Array.isArray(values)) throw invalid(`${name} takes a list of texts`);
  return values.map((value) => text(name, value));
}

function text(name: string, value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw invalid(`${name} takes a text where it is given ${JSON.stringify(value)}`);
}
