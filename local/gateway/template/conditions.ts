/** Evaluates the template's conditions. */
import type { CloudFormationTemplate } from "./cloudformation-template.ts";
import { isObject } from "./json-value.ts";
import { invalid, notReproduced } from "./template-error.ts";

/**
 * Whether a condition holds: `Condition`, `Fn::Equals`, `Fn::And`, `Fn::Or` and `Fn::Not` (AWS CloudFormation user
 * guide, "Condition functions").
 * @param resolve evaluates the values that `Fn::Equals` compares
 * @throws TemplateError for an unknown condition or function, which it names
 */
export function conditionHolds(
  condition: unknown,
  template: CloudFormationTemplate,
  resolve: (value: unknown) => unknown,
): boolean {
  const [name, argument] = onlyMember(condition);
  const operands = Array.isArray(argument) ? argument : [argument];
  const holds = (operand: unknown) => conditionHolds(operand, template, resolve);
  switch (name) {
    case "Condition": {
      const named = typeof argument === "string" ? template.Conditions?.[argument] : undefined;
      if (named === undefined) throw invalid(`The template has no condition ${String(argument)}`);
      return holds(named);
    }
    case "Fn::Equals":
      if (operands.length !== 2) throw invalid("Fn::Equals takes two arguments");
      return String(resolve(operands[0])) === String(resolve(operands[1]));
    case "Fn::And":
      return operands.every(holds);
    case "Fn::Or":
      return operands.some(holds);
    case "Fn::Not":
      return !operands.every(holds);
    default:
      throw notReproduced(`The condition function ${name}`);
  }
}

function onlyMember(condition: unknown): readonly [string, unknown] {
  const members = isObject(condition) ? Object.entries(condition) : [];
  const [member] = members;
  if (member === undefined || members.length > 1) {
    throw invalid(`A condition is one function, not ${JSON.stringify(condition)}`);
  }
  return member;
}
