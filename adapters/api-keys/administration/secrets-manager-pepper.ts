/** The API key secret in AWS Secrets Manager, as operators use it; loaded only when a command needs it. */
import { randomUUID } from "node:crypto";
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import { type AwsAccess, awsClientSettings } from "./aws-client-settings.ts";
import { AwsFailure, askedOfAws } from "./aws-failure.ts";
import { type PepperSecret, pepperVersion, withPeppers } from "./pepper-secret.ts";

/**
 * The secret.
 * @param SecretId its ARN or name
 */
export function secretsManagerPepper(SecretId: string, access: AwsAccess): PepperSecret {
  const client = new SecretsManagerClient(awsClientSettings(access));
  const currentVersion = () =>
    askedOfAws("secret", () =>
      client.send(new GetSecretValueCommand({ SecretId, VersionStage: "AWSCURRENT" })),
    );

  /** Moves a label, or takes it off; Secrets Manager refuses when it is not where it is said to be. */
  const moveStage = (VersionStage: string, move: { MoveToVersionId?: string; RemoveFromVersionId: string }) =>
    askedOfAws("secret", () =>
      client.send(new UpdateSecretVersionStageCommand({ SecretId, VersionStage, ...move })),
    );

  return {
    async read() {
      const { VersionId = "", SecretString } = await currentVersion();
      return pepperVersion(VersionId, SecretString);
    },
    /**
     * Compare and swap by staging labels (Secrets Manager API reference, UpdateSecretVersionStage): the new version is
     * made under a label of its own, and `AWSCURRENT` is moved to it from the version that was read and no other.
     */
    async replace(known, peppers) {
      const versionId = randomUUID();
      const ownStage = `ogc-api-authorizer-${versionId}`;
      const put = new PutSecretValueCommand({
        SecretId,
        ClientRequestToken: versionId,
        SecretString: withPeppers(known, peppers),
        VersionStages: [ownStage],
      });
      await askedOfAws("secret", () => client.send(put));
      try {
        await moveStage("AWSCURRENT", { MoveToVersionId: versionId, RemoveFromVersionId: known.versionId });
        return true;
      } catch (error) {
        // Also where an answer was lost: what is current tells whether it was moved.
        const current = (await currentVersion()).VersionId;
        if (current === versionId) return true;
        if (current !== known.versionId) return false;
        throw error;
      } finally {
        // A version without labels goes by itself; one that keeps its label stays, and harms nobody.
        await moveStage(ownStage, { RemoveFromVersionId: versionId }).catch((error) => {
          if (!(error instanceof AwsFailure)) throw error;
        });
      }
    },
  };
}
