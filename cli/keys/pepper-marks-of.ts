/** Marks keys by their pepper, also for operators who may see the table and not the secret. */
import { AwsFailure } from "#adapters/api-keys/administration/aws-failure";
import { Fault } from "#core/fault";
import type { Terminal } from "../terminal.ts";
import { awsRemedy } from "./aws-refusal.ts";
import type { KeyKeeping } from "./location.ts";
import { type MarkPepper, pepperMarks } from "./text/key-document.ts";

/** Reads the secret; where that fails, a remark is made and the marks are `unknown`. */
export async function pepperMarksOf({ secret }: KeyKeeping, terminal: Terminal): Promise<MarkPepper> {
  try {
    return pepperMarks(await secret.read());
  } catch (error) {
    if (!(error instanceof AwsFailure || error instanceof Fault)) throw error;
    const reason = error instanceof AwsFailure ? awsRemedy(error) : error.message;
    terminal.warn(`Under which pepper keys were made is not told: ${reason}\n`);
    return pepperMarks(undefined);
  }
}
