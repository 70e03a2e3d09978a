/** Puts imported secrets into AWS Secrets Manager; loaded only when an import is told to. */
import {
  CreateSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { type AwsAccess, awsClientSettings } from "#adapters/api-keys/administration/aws-client-settings";
import { AwsFailure, askedOfAws } from "#adapters/api-keys/administration/aws-failure";
import { awsRemedy } from "#cli/keys/aws-refusal";
import { CommandRefusal } from "../../terminal.ts";
import type { ImportedSecret, SecretArns } from "../imported.ts";

/** How secrets are put there. */
export interface SecretsPlace extends AwsAccess {
  /** What stands before their names, and a slash. */
  readonly prefix: string;
  /** Whether a secret that is there gets the new value. */
  readonly force: boolean;
}

/**
 * Makes a secret of each (Secrets Manager API reference, CreateSecret; PutSecretValue where one is replaced).
 * @returns their ARNs
 * @throws CommandRefusal that says what to change, and which secrets were made before
 */
export async function putIntoSecretsManager(
  secrets: readonly ImportedSecret[],
  place: SecretsPlace,
): Promise<SecretArns> {
  const client = new SecretsManagerClient(awsClientSettings(place));
  const arns: Partial<Record<ImportedSecret["name"], string>> = {};
  for (const { name, text } of secrets) {
    const fullName = `${place.prefix}/${name}`;
    try {
      arns[name] = await putSecret(client, fullName, text, place.force);
    } catch (error) {
      if (!(error instanceof AwsFailure)) throw error;
      throw new CommandRefusal(`${fullName}: ${remedyOf(error)}${madeBefore(Object.values(arns))}`);
    }
  }
  return arns;
}

async function putSecret(
  client: SecretsManagerClient,
  name: string,
  SecretString: string,
  force: boolean,
): Promise<string> {
  const create = new CreateSecretCommand({
    Name: name,
    SecretString,
    Description: "Imported by ogc-api-authorizer",
  });
  const { ARN } = await askedOfAws("secret", () => client.send(create)).catch((error) => {
    if (!force || !isThere(error)) throw error;
    return askedOfAws("secret", () =>
      client.send(new PutSecretValueCommand({ SecretId: name, SecretString })),
    );
  });
  if (ARN === undefined) throw new AwsFailure("secret", "other", "no ARN");
  return ARN;
}

const isThere = (error: unknown) =>
  error instanceof AwsFailure && error.errorName === "ResourceExistsException";

function remedyOf(failure: AwsFailure): string {
  if (isThere(failure)) {
    return "there is a secret of this name: give another prefix by --secrets-manager, or replace its value by --force";
  }
  if (failure.kind === "denied") {
    return "the AWS credentials may not do this: they need secretsmanager:CreateSecret, and with --force PutSecretValue";
  }
  return awsRemedy(failure);
}

function madeBefore(arns: readonly string[]): string {
  return arns.length === 0
    ? "; nothing is written"
    : `; made before, and still there: ${arns.join(", ")}; no settings are written, so run it again with --force or delete what was made`;
}
