/** PutSecretValue: a new version of a secret. */
import { jsonAnswer, jsonError } from "../json-protocol.ts";
import {
  isSecretText,
  isStage,
  isVersionId,
  type OperationInput,
  type OperationResult,
  unlikeSecretText,
} from "./secret-operation.ts";
import { type StoredSecret, type StoredVersion, withNewVersion } from "./stored-secret.ts";

/** Labels that a version may have, and those of a new version for which the request names none. */
const [mostStages, usualStages] = [20, ["AWSCURRENT"]];

/**
 * Answers as the API reference has it: `ClientRequestToken` becomes the version's id, so that a request sent twice
 * makes one version; with another value it is refused, as no version ever changes.
 */
export function putSecretValue(secret: StoredSecret, input: OperationInput): OperationResult {
  const { ClientRequestToken: token, SecretString: text, VersionStages: stages = usualStages } = input;
  if (!isVersionId(token)) return invalid("ClientRequestToken must have 32 to 64 characters.");
  if (!isSecretText(text)) return invalid(unlikeSecretText);
  if (!Array.isArray(stages) || stages.length < 1 || stages.length > mostStages || !stages.every(isStage)) {
    return invalid(`VersionStages must be 1 to ${mostStages} labels.`);
  }
  const before = secret.versions.find(({ versionId }) => versionId === token);
  if (before !== undefined) return repeated(secret, before, text);
  const changed = withNewVersion(secret, text, stages, token);
  return { answer: made(changed, token), changed };
}

function repeated(secret: StoredSecret, before: StoredVersion, text: string): OperationResult {
  if (before.secretString === text) return { answer: made(secret, before.versionId) };
  const message = "You can't use ClientRequestToken of a version that has another value.";
  return { answer: jsonError("ResourceExistsException", message) };
}

function made({ arn, name, versions }: StoredSecret, versionId: string) {
  const stages = versions.find((version) => version.versionId === versionId)?.stages ?? [];
  return jsonAnswer({ ARN: arn, Name: name, VersionId: versionId, VersionStages: stages });
}

const invalid = (message: string) => ({ answer: jsonError("InvalidParameterException", message) });
