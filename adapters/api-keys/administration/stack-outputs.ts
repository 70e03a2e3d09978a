/** Reads the outputs of a CloudFormation stack; loaded only when a command needs them. */
import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { type AwsAccess, awsClientSettings } from "./aws-client-settings.ts";
import { AwsFailure, askedOfAws } from "./aws-failure.ts";

/**
 * The outputs of a stack by their names.
 * @throws AwsFailure, of kind `not_found` when there is no such stack
 */
export async function stackOutputs(
  stack: string,
  access: AwsAccess,
): Promise<Readonly<Record<string, string>>> {
  const answer = await askedOfAws("stack", async () => {
    const client = new CloudFormationClient(awsClientSettings(access));
    return client.send(new DescribeStacksCommand({ StackName: stack }));
  }).catch(asNotFound);
  const outputs = answer.Stacks?.[0]?.Outputs ?? [];
  return Object.fromEntries(
    outputs.map(({ OutputKey = "", OutputValue = "" }) => [OutputKey, OutputValue] as const),
  );
}

/** CloudFormation calls an unknown stack a ValidationError (API reference, DescribeStacks). */
function asNotFound(error: unknown): never {
  if (error instanceof AwsFailure && error.errorName === "ValidationError") {
    throw new AwsFailure("stack", "not_found", error.errorName);
  }
  throw error;
}
