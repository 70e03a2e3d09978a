/** Runs what a command about keys does, and tells the operator what to do when AWS gives no answer. */
import { AwsFailure } from "#adapters/api-keys/administration/aws-failure";
import { awsRefusal } from "./aws-refusal.ts";

/** The same action, with failures of AWS as refusals. */
export function keysAction<Arguments extends readonly unknown[]>(
  action: (...given: Arguments) => Promise<void>,
): (...given: Arguments) => Promise<void> {
  return async (...given) => {
    try {
      await action(...given);
    } catch (error) {
      throw error instanceof AwsFailure ? awsRefusal(error) : error;
    }
  };
}
