/** GetSecretValue: the one call that functions make. */
import { jsonAnswer, jsonError } from "../json-protocol.ts";
import type { OperationInput, OperationResult } from "./secret-operation.ts";
import type { StoredSecret } from "./stored-secret.ts";

/**
 * Answers as the Secrets Manager API reference has it: by `VersionStage` (without one, `AWSCURRENT`) or `VersionId` or
 * both.
 */
export function getSecretValue(secret: StoredSecret, input: OperationInput): OperationResult {
  const { VersionId: versionId, VersionStage: stage } = input;
  const wantedStage = stage ?? (versionId === undefined ? "AWSCURRENT" : undefined);
  const version = secret.versions.find(
    (each) =>
      (wantedStage === undefined || each.stages.some((label) => label === wantedStage)) &&
      (versionId === undefined || each.versionId === versionId),
  );
  if (version === undefined) {
    const asked = wantedStage === undefined ? `VersionId: ${versionId}` : `staging label: ${wantedStage}`;
    const message = `Secrets Manager can't find the specified secret value for ${asked}`;
    return { answer: jsonError("ResourceNotFoundException", message) };
  }
  const answer = jsonAnswer({
    ARN: secret.arn,
    Name: secret.name,
    VersionId: version.versionId,
    SecretString: version.secretString,
    VersionStages: version.stages,
    CreatedDate: version.createdAt.getTime() / 1000,
  });
  return { answer };
}
