/** UpdateSecretVersionStage: moves a staging label, if it still is where the caller believes it to be. */
import { jsonAnswer, jsonError } from "../json-protocol.ts";
import { isStage, type OperationInput, type OperationResult } from "./secret-operation.ts";
import { type StoredSecret, versionAt, withStage } from "./stored-secret.ts";

/**
 * Answers as the API reference has it: a label that is on a version moves only when `RemoveFromVersionId` names that
 * version, so that of two callers one is refused. `AWSCURRENT` can move and never be gone.
 */
export function updateSecretVersionStage(secret: StoredSecret, input: OperationInput): OperationResult {
  const { VersionStage: stage, MoveToVersionId: to, RemoveFromVersionId: from } = input;
  if (!isStage(stage)) return invalid("VersionStage must be a label of 1 to 256 characters.");
  for (const versionId of [to, from]) {
    if (versionId === undefined || secret.versions.some((version) => version.versionId === versionId))
      continue;
    const message = `Secrets Manager can't find the specified secret value for VersionId: ${versionId}`;
    return { answer: jsonError("ResourceNotFoundException", message) };
  }
  if (to === undefined && from === undefined) {
    return invalid("MoveToVersionId or RemoveFromVersionId must be given.");
  }
  const at = versionAt(secret, stage)?.versionId;
  if (at !== from && at !== to) {
    return invalid(
      at === undefined
        ? `The staging label ${stage} is not attached to the version of RemoveFromVersionId.`
        : `The staging label ${stage} is attached to version ${at}: name it in RemoveFromVersionId.`,
    );
  }
  if (to === undefined && stage === "AWSCURRENT") {
    return invalid("The staging label AWSCURRENT can be moved to another version, and not be removed.");
  }
  const changed = withStage(secret, stage, typeof to === "string" ? to : undefined);
  return { answer: jsonAnswer({ ARN: secret.arn, Name: secret.name }), changed };
}

const invalid = (message: string) => ({ answer: jsonError("InvalidParameterException", message) });
