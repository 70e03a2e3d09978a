/** CreateSecret: a secret of a new name, with its first version. */
import { randomBytes } from "node:crypto";
import { jsonAnswer, jsonError } from "../json-protocol.ts";
import {
  isSecretText,
  isVersionId,
  type OperationInput,
  type OperationResult,
  unlikeSecretText,
} from "./secret-operation.ts";
import { type StoredSecret, storedSecret } from "./stored-secret.ts";

/** The account of secrets that are made here. */
const account = "000000000000";

/**
 * Answers as the API reference has it: a name is there once, and a request that is sent twice, with one
 * `ClientRequestToken` and one value, makes one secret. Encryption keys, replicas and tags mean nothing here.
 * @param before the secret that has this name
 * @param region where the request was signed for
 */
export function createSecret(
  before: StoredSecret | undefined,
  input: OperationInput,
  region: string,
): OperationResult {
  const { ClientRequestToken: token, Name: name, SecretString: text } = input;
  if (typeof name !== "string" || !/^[A-Za-z0-9/_+=.@-]{1,512}$/.test(name)) {
    return invalid("Name must have 1 to 512 letters, digits and /_+=.@-");
  }
  if (!isVersionId(token)) return invalid("ClientRequestToken must have 32 to 64 characters.");
  if (!isSecretText(text)) return invalid(unlikeSecretText);
  if (before !== undefined) {
    const made = before.versions.find(({ versionId }) => versionId === token);
    return made?.secretString === text
      ? { answer: answerFor(before, token) }
      : { answer: jsonError("ResourceExistsException", "A secret of this name is there already.") };
  }
  const end = randomBytes(3).toString("hex");
  const secret = storedSecret(`arn:aws:secretsmanager:${region}:${account}:secret:${name}-${end}`, {
    current: { secretString: text },
  });
  const changed = {
    ...secret,
    versions: secret.versions.map((version) => ({ ...version, versionId: token })),
  };
  return { answer: answerFor(changed, token), changed };
}

const answerFor = ({ arn, name }: StoredSecret, versionId: string) =>
  jsonAnswer({ ARN: arn, Name: name, VersionId: versionId });

const invalid = (message: string) => ({ answer: jsonError("InvalidParameterException", message) });
