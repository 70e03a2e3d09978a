/** Reads a secret's versions from AWS Secrets Manager; loaded only when a secret has to be read. */
import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { Fault } from "#core/fault";

/** One version of a secret. */
export interface SecretVersion {
  readonly text: string;
  /** When this version was made, milliseconds since 1970-01-01T00:00Z. */
  readonly createdAt: number;
}

/** The stages that are ever read: never AWSPENDING, which holds what a rotation has not finished. */
export type SecretStage = "AWSCURRENT" | "AWSPREVIOUS";

/** Reads one version; `undefined` when the secret has none at that stage. */
export type ReadSecret = (
  stage: SecretStage,
  timeoutMilliseconds: number,
) => Promise<SecretVersion | undefined>;

/**
 * A reader of one secret.
 * @param secretArn the ARN of the secret
 * @param setting the setting that names it, for the message of a fault
 * @returns a function that throws `Fault` `secret_unavailable` when Secrets Manager gives no answer in time
 */
export function secretReader(secretArn: string, setting: string): ReadSecret {
  const client = new SecretsManagerClient({ maxAttempts: 2 });
  return async (stage, timeoutMilliseconds) => {
    try {
      const command = new GetSecretValueCommand({ SecretId: secretArn, VersionStage: stage });
      const answer = await client.send(command, {
        abortSignal: AbortSignal.timeout(Math.max(1, Math.floor(timeoutMilliseconds))),
      });
      if (answer.SecretString === undefined || answer.CreatedDate === undefined) return undefined;
      return { text: answer.SecretString, createdAt: answer.CreatedDate.getTime() };
    } catch (error) {
      if (stage === "AWSPREVIOUS" && error instanceof ResourceNotFoundException) return undefined;
      // Only where it is a name: what an answer that is none of AWS's puts there may be anything.
      const name = error instanceof Error && /^\w{1,64}$/.test(error.name) ? error.name : "unknown error";
      throw new Fault(
        "secret_unavailable",
        `Secrets Manager gave no ${stage} version of the secret of ${setting} (${name}): check that setting and the function's role`,
      );
    }
  };
}
