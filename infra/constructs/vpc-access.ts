/** Puts a function into a VPC, with the rights that Lambda needs for it and that the function's own code does not get. */
import { Effect, Policy, PolicyStatement, type Role } from "aws-cdk-lib/aws-iam";
import { CfnFunction, type Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { Aws, Validations } from "aws-cdk-lib/core";
import type { DecisionSettings } from "#core/settings/operation";

/** Subnets and security groups, by their ids. */
export type VpcSettings = NonNullable<DecisionSettings["vpc"]>;

const describing = ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"];
const changing = [
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:AssignPrivateIpAddresses",
  "ec2:UnassignPrivateIpAddresses",
];

/** Why the two wildcards below are accepted. */
const findings = [
  [
    "AwsSolutions-IAM5[Resource::*]",
    "DescribeNetworkInterfaces and DescribeSubnets work on all resources or on none.",
  ],
  [
    "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ec2:<AWS::Region>:<AWS::AccountId>:*/*]",
    "Lambda names its network interfaces; AWS asks for every id of the account and region, and the code is denied all of it.",
  ],
] as const;

/**
 * Lambda makes and removes the network interfaces with the function's own role (AWS Lambda developer guide, "Giving
 * Lambda functions access to resources in an Amazon VPC", "Required IAM permissions": these actions, on all ids).
 * The code, which runs by the same role, is denied them by the condition key that AWS documents for it,
 * `lambda:SourceFunctionArn`. The refusal is a policy of its own: it names the function, which waits for its role.
 */
export function joinVpc(
  made: LambdaFunction,
  role: Role,
  { subnetIds, securityGroupIds }: VpcSettings,
): void {
  const resource = made.node.defaultChild;
  if (!(resource instanceof CfnFunction)) throw new Error("a function has no resource of its own");
  resource.vpcConfig = { subnetIds: [...subnetIds], securityGroupIds: [...securityGroupIds] };
  role.addToPolicy(new PolicyStatement({ actions: describing, resources: ["*"] }));
  role.addToPolicy(
    new PolicyStatement({
      actions: changing,
      resources: [`arn:${Aws.PARTITION}:ec2:${Aws.REGION}:${Aws.ACCOUNT_ID}:*/*`],
    }),
  );
  new Policy(made, "CodeStaysOut", {
    roles: [role],
    statements: [
      new PolicyStatement({
        effect: Effect.DENY,
        actions: [...describing, ...changing],
        resources: ["*"],
        conditions: { ArnEquals: { "lambda:SourceFunctionArn": made.functionArn } },
      }),
    ],
  });
  for (const [id, reason] of findings) Validations.of(role).acknowledge({ id, reason });
}
