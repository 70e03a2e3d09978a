/** Who the template lets invoke its functions. */
import type { TemplateScope } from "../template/intrinsics.ts";
import { lambdaArn } from "../template/lambda-arn.ts";
import { resourcesOfType } from "../template/resource-properties.ts";

/** One statement of a function's resource-based policy. */
export interface LambdaPermission {
  /** With the alias or version for which the permission holds. */
  readonly functionArn: string;
  readonly action: string;
  readonly principal: string;
  /** Absent: any source. */
  readonly sourceArn?: string;
  /** Absent: any account. */
  readonly sourceAccount?: string;
}

/**
 * Reads every `AWS::Lambda::Permission` (AWS CloudFormation user guide). One with a condition that is not judged here
 * is left out, so that it never allows what AWS might refuse.
 */
export function readLambdaPermissions(scope: TemplateScope): readonly LambdaPermission[] {
  const permissions: LambdaPermission[] = [];
  for (const properties of resourcesOfType(scope, "AWS::Lambda::Permission").values()) {
    const further = ["EventSourceToken", "FunctionUrlAuthType", "InvokedViaFunctionUrl", "PrincipalOrgID"];
    if (further.some((name) => properties.value(name) !== undefined)) continue;
    const sourceArn = properties.optionalText("SourceArn");
    const sourceAccount = properties.optionalText("SourceAccount");
    permissions.push({
      functionArn: lambdaArn(properties.text("FunctionName"), scope.pseudo),
      action: properties.text("Action"),
      principal: properties.text("Principal"),
      ...(sourceArn === undefined ? {} : { sourceArn }),
      ...(sourceAccount === undefined ? {} : { sourceAccount }),
    });
    properties.done();
  }
  return permissions;
}
