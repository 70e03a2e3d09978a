/** What the operator can do about a call of AWS that failed, in one sentence; nothing of what AWS wrote. */
import type { AskedFor, AwsFailure, AwsFailureKind } from "#adapters/api-keys/administration/aws-failure";
import { CommandRefusal } from "../terminal.ts";

const askedOf: Readonly<Record<AskedFor, string>> = {
  stack: "CloudFormation",
  secret: "Secrets Manager",
  table: "DynamoDB",
};

/** What is not there, and how to name what is. */
const notThere: Readonly<Record<AskedFor, string>> = {
  stack: "the stack is not there: name it by --stack or --settings, and its place by --region and --profile",
  secret: "the secret with the pepper is not there: see the stack's output ApiKeySecretArn, or --secret",
  table: "the table of keys is not there: see the stack's output ApiKeyTableName, or --table",
};

/** The right that is needed, as docs/security.md has it. */
const rights: Readonly<Record<AskedFor, string>> = {
  stack: "cloudformation:DescribeStacks on the stack (or use --table, --secret and --environment)",
  secret:
    "secretsmanager:GetSecretValue on the secret, for rotate-pepper also PutSecretValue and UpdateSecretVersionStage",
  table: "dynamodb:GetItem, Query, Scan, PutItem, UpdateItem and DeleteItem on the table and its index",
};

const remedies: Readonly<Record<AwsFailureKind, (failure: AwsFailure) => string>> = {
  credentials_missing: () =>
    "there are no AWS credentials that could be used: log in (such as by `aws sso login`), or name by --profile a profile that has some",
  credentials_invalid: () => "the AWS credentials are expired or not valid: log in again, or use --profile",
  region_missing: () =>
    "there is no AWS region, or none that could be one: name it by --region, or set AWS_REGION",
  denied: ({ askedFor }) => `the AWS credentials may not do this: they need ${rights[askedFor]}`,
  not_found: ({ askedFor }) => notThere[askedFor],
  throttled: () => "it refuses so many calls at once: try again in a minute",
  unreachable: ({ askedFor }) =>
    `${askedOf[askedFor]} cannot be reached or does not answer: check the network, --region and AWS_ENDPOINT_URL, and try again`,
  other: ({ askedFor }) => `${askedOf[askedFor]} refused the call`,
};

/** The sentence, with the error's name for who looks it up. */
export function awsRemedy(failure: AwsFailure): string {
  return `${remedies[failure.kind](failure)} (${askedOf[failure.askedFor]}: ${failure.errorName})`;
}

/** The failure as what the operator is told. */
export const awsRefusal = (failure: AwsFailure): CommandRefusal => new CommandRefusal(awsRemedy(failure));
