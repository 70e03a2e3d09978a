/** The ARN of the method that is asked for, as API Gateway gives it to the authorizer. */
import { Fault } from "#core/fault";

/** A method ARN in the parts that matter here. */
export interface MethodArn {
  /** The whole ARN, as it was given. */
  readonly text: string;
  /** The ARN up to the stage: `arn:aws:execute-api:region:account:api/stage`. */
  readonly stage: string;
  readonly method: string;
}

/** Longest method ARN in bytes (Amazon API Gateway developer guide, "Quotas for configuring a REST API"). */
const longestArn = 1600;

const syntax =
  /^(arn:aws[a-z-]*:execute-api:[a-z0-9-]+:\d{12}:[A-Za-z0-9]+\/[A-Za-z0-9_-]+)\/([A-Z]+)\/(.*)$/s;

/**
 * Takes a method ARN apart (Amazon API Gateway developer guide, "Resource format of permissions for executing API").
 * @throws Fault `event_invalid` for what is not the ARN of a REST API's method
 */
export function methodArn(text: unknown): MethodArn {
  const match = typeof text === "string" && Buffer.byteLength(text) <= longestArn ? syntax.exec(text) : null;
  if (match?.[1] === undefined || match[2] === undefined) {
    throw new Fault("event_invalid", "the event's methodArn is not the ARN of a method of a REST API");
  }
  return { text: match[0], stage: match[1], method: match[2] };
}
