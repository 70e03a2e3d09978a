/** Where keys are kept: the options that say it, and the way from there to the table and the secret. */
import type { Command } from "commander";
import { AwsFailure } from "#adapters/api-keys/administration/aws-failure";
import type { KeyAdministration } from "#adapters/api-keys/administration/key-administration";
import type { PepperSecret } from "#adapters/api-keys/administration/pepper-secret";
import { environmentPattern } from "#core/authenticate/api-key/managed-key";
import { apiKeyOutputs } from "#core/settings/environment";
import { settingsOf } from "../settings-of.ts";
import { CommandRefusal } from "../terminal.ts";
import { cell } from "./text/columns.ts";

/** The options by which the table and the secret are found. */
export interface LocationOptions {
  readonly stack?: string;
  readonly settings?: string;
  readonly table?: string;
  readonly secret?: string;
  readonly environment?: string;
  readonly region?: string;
  readonly profile?: string;
}

/** Where the keys of a deployment are kept. */
export interface KeyKeeping {
  readonly table: KeyAdministration;
  readonly secret: PepperSecret;
  /** What its keys are marked with. */
  readonly environment: string;
}

/** The settings' default of `name`. */
const defaultStack = "ogc-api";

/** Adds the options to a command. */
export function withLocation(command: Command): Command {
  return command
    .option("--stack <name>", `the CloudFormation stack whose keys are meant (default: ${defaultStack})`)
    .option("--settings <file>", "the settings file whose `name` is the stack's, instead of --stack")
    .option("--table <name>", "without CloudFormation: the table; with --secret and --environment")
    .option("--secret <ARN>", "without CloudFormation: the secret with the pepper")
    .option("--environment <name>", "without CloudFormation: what keys are marked with, such as live")
    .option("--region <region>", "the AWS region (default: as the AWS SDK finds it)")
    .option("--profile <profile>", "the profile of the AWS files (default: as the AWS SDK finds it)");
}

/**
 * Gets at the table and the secret; the AWS SDK is loaded here and not before.
 * @throws CommandRefusal that says what to change
 * @throws AwsFailure when CloudFormation does not tell
 */
export async function connected(options: LocationOptions): Promise<KeyKeeping> {
  const { table, secret, environment } = named(options) ?? (await ofStack(stackName(options), options));
  if (!environmentPattern.test(environment)) {
    throw new CommandRefusal(
      "the environment of keys must be 1 to 16 lower-case letters and digits, a letter first",
    );
  }
  const [{ dynamoDbKeyAdministration }, { secretsManagerPepper }] = await Promise.all([
    import("#adapters/api-keys/administration/dynamodb-key-administration"),
    import("#adapters/api-keys/administration/secrets-manager-pepper"),
  ]);
  return {
    table: dynamoDbKeyAdministration(table, options),
    secret: secretsManagerPepper(secret, options),
    environment,
  };
}

const elsewhere = "name another by --stack or --settings, or its place by --region and --profile";

interface Location {
  readonly table: string;
  readonly secret: string;
  readonly environment: string;
}

/** All three or none: a key under the pepper of one deployment in the table of another would be a key that never works. */
function named({ table, secret, environment, stack, settings }: LocationOptions): Location | undefined {
  if (table === undefined && secret === undefined && environment === undefined) return undefined;
  if (table === undefined || secret === undefined || environment === undefined) {
    throw new CommandRefusal("--table, --secret and --environment go together: give all three or none");
  }
  if (stack !== undefined || settings !== undefined) {
    throw new CommandRefusal("--table, --secret and --environment take the place of --stack and --settings");
  }
  return { table, secret, environment };
}

function stackName({ stack, settings }: LocationOptions): string {
  if (settings === undefined) return stack ?? defaultStack;
  if (stack !== undefined) throw new CommandRefusal("give either --stack or --settings");
  return settingsOf(settings, "--settings <file>").name;
}

async function ofStack(stack: string, options: LocationOptions): Promise<Location> {
  const { stackOutputs } = await import("#adapters/api-keys/administration/stack-outputs");
  const outputs = await stackOutputs(stack, options).catch((error) => {
    if (!(error instanceof AwsFailure && error.kind === "not_found")) throw error;
    throw new CommandRefusal(`there is no stack ${cell(stack)} here: ${elsewhere}`);
  });
  const [table, secret, environment] = [
    outputs[apiKeyOutputs.tableName],
    outputs[apiKeyOutputs.secretArn],
    outputs[apiKeyOutputs.environment],
  ];
  if (table !== undefined && secret !== undefined && environment !== undefined) {
    return { table, secret, environment };
  }
  throw new CommandRefusal(
    `the stack ${stack} has no managed keys: give it the setting apiKeys.managed, {} for all defaults, and deploy it; or name another stack by --stack or --settings`,
  );
}
