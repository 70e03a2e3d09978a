/** The synthesized CloudFormation template, as far as it is read here, and what stands in for the account. */

/** A resource as the CDK writes it. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly Condition?: string;
}

/** A parameter of the stack; locally it has its default. */
export interface TemplateParameter {
  readonly Type: string;
  readonly Default?: unknown;
}

/** An output of the stack. */
export interface TemplateOutput {
  readonly Value: unknown;
  readonly Description?: string;
  readonly Condition?: string;
}

/** The parsed JSON of `<stack>.template.json` (AWS CloudFormation user guide, "Template anatomy"). */
export interface CloudFormationTemplate {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Parameters?: Readonly<Record<string, TemplateParameter>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Outputs?: Readonly<Record<string, TemplateOutput>>;
}

/** Values of CloudFormation's pseudo parameters (user guide, "Pseudo parameters reference"), without `AWS::`. */
export interface PseudoParameters {
  readonly AccountId: string;
  readonly Region: string;
  readonly Partition: string;
  readonly URLSuffix: string;
  readonly StackName: string;
}
