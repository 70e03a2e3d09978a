/** What every operation on a secret is given, and what it answers. */
import type { JsonAnswer } from "../json-protocol.ts";
import type { StoredSecret } from "./stored-secret.ts";

/** An operation's parameters, as they were sent. */
export type OperationInput = Readonly<Record<string, unknown>>;

/** An answer, and the secret as it is from now on where the operation has changed it. */
export interface OperationResult {
  readonly answer: JsonAnswer;
  readonly changed?: StoredSecret;
}

/** One operation of Secrets Manager on the secret that `SecretId` means. */
export type SecretOperation = (secret: StoredSecret, input: OperationInput) => OperationResult;

/** A staging label, as the API reference bounds it. */
export function isStage(value: unknown): value is string {
  return typeof value === "string" && value.length >= 1 && value.length <= 256;
}

/** A version id, which is the `ClientRequestToken` of the request that made the version. */
export function isVersionId(value: unknown): value is string {
  return typeof value === "string" && value.length >= 32 && value.length <= 64;
}

/** Bytes that a secret may have (API reference, "CreateSecret", "PutSecretValue"). */
const largestSecret = 65_536;

/** A secret's text of a size that Secrets Manager keeps. */
export function isSecretText(value: unknown): value is string {
  return typeof value === "string" && value !== "" && Buffer.byteLength(value) <= largestSecret;
}

/** What is said about another. */
export const unlikeSecretText = `SecretString must be a text of 1 to ${largestSecret} bytes; this stand-in keeps no others.`;
