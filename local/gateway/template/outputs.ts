/** The outputs of the stack: what a deployment tells whoever asks for the stack by its name. */
import type { CloudFormationTemplate, PseudoParameters } from "./cloudformation-template.ts";
import { resolve, resourceApplies, type TemplateScope } from "./intrinsics.ts";
import { isObject } from "./json-value.ts";
import { invalid } from "./template-error.ts";

/** One output, evaluated. */
export interface StackOutput {
  readonly key: string;
  readonly value: string;
  readonly description?: string;
}

/**
 * Every output of the template that its condition lets be.
 * @throws TemplateError that names the output whose value cannot be evaluated
 */
export function templateOutputs(
  template: CloudFormationTemplate,
  pseudo: PseudoParameters,
): readonly StackOutput[] {
  const scope: TemplateScope = { template, pseudo };
  const declared = Object.entries(template.Outputs ?? {});
  return declared
    .filter(([, output]) => resourceApplies(scope, output))
    .map(([key, { Value, Description }]) => {
      const value = resolve(scope, Value);
      if (isObject(value) || Array.isArray(value) || value === undefined) {
        throw invalid(`The value of the output ${key} must be a text`);
      }
      return { key, value: String(value), ...(Description !== undefined && { description: Description }) };
    });
}
