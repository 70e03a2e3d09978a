/** Refuses settings that CloudFormation would fill in later: a function reads its settings from a file made now. */
import { Token } from "aws-cdk-lib/core";
import { SynthesisRefusal } from "./synthesis-refusal.ts";

/**
 * Looks through a whole settings object.
 * @throws SynthesisRefusal naming the first setting that holds a CDK token
 */
export function refuseTokens(value: unknown, setting = "settings"): void {
  if (Token.isUnresolved(value)) {
    throw new SynthesisRefusal(
      `${setting} holds a CDK token, whose value only the deployment knows: give the value itself`,
    );
  }
  if (typeof value !== "object" || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    refuseTokens(member, Array.isArray(value) ? `${setting}[${name}]` : `${setting}.${name}`);
  }
}
