/** A function that runs with a role and a log group of its own, and with no right that it does not use. */
import { Effect, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, Code, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import { Duration, RemovalPolicy, Validations } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import { joinVpc, type VpcSettings } from "./vpc-access.ts";

/** Findings of cdk-nag that are accepted, with the reason. */
const acceptedFindings = [
  [
    "Serverless-LambdaDLQ",
    "API Gateway waits for the function's answer; dead letters are for calls that nobody waits for.",
  ],
  [
    "Serverless-LambdaTracing",
    "Traces are paid by the request and need rights; the log holds the durations.",
  ],
] as const;

/** What a function of this product is told to be. */
export interface LeastPrivilegeFunctionProps {
  /** A sentence for who finds the function in the console. */
  readonly description: string;
  /** Folder with the deployment package; the handler is `index.handler`. */
  readonly asset: string;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  /** One of the periods that CloudWatch Logs knows, in days. */
  readonly logRetentionDays: RetentionDays;
  /**
   * Whether the logs stay when the stack is deleted.
   * @default false
   */
  readonly keepLogs?: boolean;
  /**
   * Variables that only the deployment knows; never a secret's value.
   * @default - none
   */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * The VPC that the function's calls go through.
   * @default - none
   */
  readonly vpc?: VpcSettings | undefined;
}

/**
 * Makes the function in `scope`. Its role may write to its own log group and nothing else: the managed policy
 * AWSLambdaBasicExecutionRole would let it write to every log group of the account (AWS Lambda developer guide,
 * "Defining Lambda function permissions with an execution role").
 */
export function leastPrivilegeFunction(
  scope: Construct,
  id: string,
  props: LeastPrivilegeFunctionProps,
): LambdaFunction {
  const logGroup = new LogGroup(scope, `${id}Logs`, {
    retention: props.logRetentionDays,
    removalPolicy: props.keepLogs ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
  });
  const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
  role.addToPolicy(
    new PolicyStatement({
      effect: Effect.ALLOW,
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [logGroup.logGroupArn],
    }),
  );
  const made = new LambdaFunction(scope, id, {
    description: props.description,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    handler: "index.handler",
    code: Code.fromAsset(props.asset),
    memorySize: props.memoryMegabytes,
    timeout: Duration.seconds(props.timeoutSeconds),
    role,
    logGroup,
    ...(props.environment !== undefined && { environment: { ...props.environment } }),
  });
  if (props.vpc !== undefined) joinVpc(made, role, props.vpc);
  for (const [finding, reason] of acceptedFindings) Validations.of(made).acknowledge({ id: finding, reason });
  return made;
}
