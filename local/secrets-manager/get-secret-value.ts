/** The one call that functions make: GetSecretValue. */
import { isMeant, type StoredSecret } from "./stored-secret.ts";

/** An answer of Secrets Manager: the members of its JSON, and of an error the type. */
export interface SecretsManagerAnswer {
  readonly status: number;
  readonly errorType?: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** An error in the form of AWS's JSON 1.1 protocol. */
export function errorAnswer(errorType: string, message: string): SecretsManagerAnswer {
  return { status: 400, errorType, body: { __type: errorType, Message: message } };
}

/**
 * Answers GetSecretValue as the Secrets Manager API reference has it: by `SecretId`, and `VersionStage` (without
 * one, `AWSCURRENT`) or `VersionId` or both.
 */
export function getSecretValue(
  secrets: Iterable<StoredSecret>,
  input: Readonly<Record<string, unknown>>,
): SecretsManagerAnswer {
  const { SecretId: secretId, VersionId: versionId, VersionStage: stage } = input;
  if (typeof secretId !== "string" || secretId === "") {
    return errorAnswer("ValidationException", "SecretId must be a text of at least one character.");
  }
  const secret = [...secrets].find((each) => isMeant(each, secretId));
  if (secret === undefined) {
    return errorAnswer("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
  }
  const wantedStage = stage ?? (versionId === undefined ? "AWSCURRENT" : undefined);
  for (const [label, version] of secret.versions) {
    if (wantedStage !== undefined && wantedStage !== label) continue;
    if (versionId !== undefined && versionId !== version.versionId) continue;
    const body = {
      ARN: secret.arn,
      Name: secret.name,
      VersionId: version.versionId,
      SecretString: version.secretString,
      VersionStages: [label],
      CreatedDate: version.createdAt.getTime() / 1000,
    };
    return { status: 200, body };
  }
  const asked = wantedStage === undefined ? `VersionId: ${versionId}` : `staging label: ${wantedStage}`;
  return errorAnswer(
    "ResourceNotFoundException",
    `Secrets Manager can't find the specified secret value for ${asked}`,
  );
}
