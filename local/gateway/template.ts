/** The functions and secrets that the template makes: what has to run or be held beside the emulated gateway. */
import type { CloudFormationTemplate, PseudoParameters } from "./template/cloudformation-template.ts";
import { resolve, type TemplateScope } from "./template/intrinsics.ts";
import { isObject } from "./template/json-value.ts";
import { resourcesOfType } from "./template/resource-properties.ts";

/** An `AWS::Lambda::Function` of the template, every value evaluated. */
export interface TemplateFunction {
  readonly logicalId: string;
  readonly name: string;
  /** Without alias or version. */
  readonly arn: string;
  readonly runtime: string;
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMilliseconds: number;
  readonly memoryMegabytes: number;
  /** The asset's folder within the cloud assembly; absent when the code does not come from an asset. */
  readonly assetFolder?: string;
}

/** An `AWS::SecretsManager::Secret` of the template. */
export interface TemplateSecret {
  readonly logicalId: string;
  readonly arn: string;
  /** The property `GenerateSecretString`, evaluated; how it is read is the business of whoever makes the value. */
  readonly generateSecretString?: Readonly<Record<string, unknown>>;
}

/**
 * Every function of the template. Defaults are CloudFormation's (user guide, "AWS::Lambda::Function").
 * @throws TemplateError when a value cannot be evaluated; it names the resource
 */
export function templateFunctions(
  template: CloudFormationTemplate,
  pseudo: PseudoParameters,
): readonly TemplateFunction[] {
  const scope: TemplateScope = { template, pseudo };
  return [...resourcesOfType(scope, "AWS::Lambda::Function")].map(([logicalId, properties]) => {
    const assetFolder = template.Resources[logicalId]?.Metadata?.["aws:asset:path"];
    return {
      logicalId,
      name: String(resolve(scope, { Ref: logicalId })),
      arn: String(resolve(scope, { "Fn::GetAtt": [logicalId, "Arn"] })),
      runtime: properties.optionalText("Runtime") ?? "",
      handler: properties.optionalText("Handler") ?? "",
      environment: Object.fromEntries(properties.part("Environment")?.textMap("Variables") ?? []),
      timeoutMilliseconds: properties.number("Timeout", 3) * 1000,
      memoryMegabytes: properties.number("MemorySize", 128),
      ...(typeof assetFolder === "string" ? { assetFolder } : {}),
    };
  });
}

/**
 * Every secret of the template; none of them has its value there.
 * @throws TemplateError when a value cannot be evaluated, or is given in the template
 */
export function templateSecrets(
  template: CloudFormationTemplate,
  pseudo: PseudoParameters,
): readonly TemplateSecret[] {
  const scope: TemplateScope = { template, pseudo };
  return [...resourcesOfType(scope, "AWS::SecretsManager::Secret")].map(([logicalId, properties]) => {
    if (properties.value("SecretString") !== undefined) {
      throw properties.invalid("SecretString", "must not stand in a template; use GenerateSecretString");
    }
    const generate = properties.value("GenerateSecretString");
    if (generate !== undefined && !isObject(generate))
      throw properties.invalid("GenerateSecretString", "must be an object");
    return {
      logicalId,
      arn: String(resolve(scope, { Ref: logicalId })),
      ...(generate === undefined ? {} : { generateSecretString: generate }),
    };
  });
}
