/** From an outcome to the authorizer's answer: an IAM policy that allows or denies. */
import { insufficientScope } from "#core/http/challenges";
import type { Allowed, Forbidden } from "#core/outcome";
import type { RefusalSettings } from "#core/settings/refusals";
import { addPrincipal, authorizerMark } from "./authorizer-context.ts";
import type { MethodArn } from "./method-arn.ts";

/** The answer of a Lambda authorizer (developer guide, "Output from an API Gateway Lambda authorizer"). */
export interface AuthorizerAnswer {
  readonly principalId: string;
  readonly policyDocument: {
    readonly Version: "2012-10-17";
    readonly Statement: readonly [
      { readonly Effect: "Allow" | "Deny"; readonly Action: "execute-api:Invoke"; readonly Resource: string },
    ];
  };
  readonly context: Readonly<Record<string, string>>;
}

/** Longest Resource of a statement, in characters, and largest answer, in bytes (developer guide, quotas). */
export const longestResource = 512;
const largestAnswer = 8192;

/** What a Deny may tell: the protection space that a challenge names, and how much the settings let be told. */
export interface ToldOfRefusals extends Pick<RefusalSettings, "missingScope" | "showReason"> {
  readonly realm: string;
}

/** What IAM reads as a wildcard or a policy variable; none may come from a client. */
const special = /[*?]|\$\{/;

/**
 * The policy that allows exactly the method that was asked for, and no other.
 * @param name the setting `name`, which the backend is told as the mark of this authorizer
 * @returns a reason code where no safe policy fits; the request is then to be forbidden
 */
export function allowPolicy(
  outcome: Allowed,
  arn: MethodArn,
  name: string,
): AuthorizerAnswer | { readonly refused: string } {
  if (special.test(arn.text)) return { refused: "policy_resource_wildcard" };
  if (arn.text.length > longestResource) return { refused: "policy_resource_too_long" };
  const context: Record<string, string> = { ...outcome.context };
  addPrincipal(context, outcome.principal);
  context[authorizerMark] = name;
  const answer = policy(outcome.principal.id, "Allow", arn.text, context);
  return isTooLarge(answer) ? { refused: "policy_too_large" } : answer;
}

/** The most bytes that a character takes in JSON, in UTF-8: `\u001f`. */
const mostBytes = 6;

/** More than the bytes of an answer around its principal id, its Resource and its context; and around one member of that. */
const [aroundAnswer, aroundMember] = [256, 8];

/** Whether an answer exceeds API Gateway's quota. It is written out only where its characters could need as much. */
function isTooLarge(answer: AuthorizerAnswer): boolean {
  const { principalId, policyDocument, context } = answer;
  let characters = principalId.length + policyDocument.Statement[0].Resource.length;
  let around = aroundAnswer;
  for (const member of Object.keys(context)) {
    characters += member.length + (context[member]?.length ?? 0);
    around += aroundMember;
  }
  if (characters * mostBytes + around <= largestAnswer) return false;
  return Buffer.byteLength(JSON.stringify(answer)) > largestAnswer;
}

/**
 * An explicit Deny for the whole stage. Its Resource holds nothing that a client sent, so it matches whatever the
 * path's spelling, and a resource policy that allows cannot let the request through. No authorizer answer is cached
 * in a way that this could refuse another request: see API Gateway's cache in docs/architecture.md. Its context holds
 * what gateway responses may tell the client, and nothing that the settings keep from it.
 */
export function denyPolicy(outcome: Forbidden, arn: MethodArn, told: ToldOfRefusals): AuthorizerAnswer {
  const { principal, reason, sufficientScope } = outcome;
  // A challenge of the Bearer scheme; the holder of an API key could do nothing about it.
  const names = told.missingScope === "named" && principal.kind === "token";
  const challenge = names && sufficientScope && insufficientScope(told.realm, sufficientScope);
  const context: Record<string, string> = { principalKind: principal.kind };
  if (challenge) context.wwwAuthenticate = challenge;
  if (told.showReason) context.reason = reason;
  return policy(principal.id, "Deny", `${arn.stage}/*`, context);
}

function policy(
  principalId: string,
  effect: "Allow" | "Deny",
  resource: string,
  context: Readonly<Record<string, string>>,
): AuthorizerAnswer {
  const statement = { Effect: effect, Action: "execute-api:Invoke", Resource: resource } as const;
  return { principalId, policyDocument: { Version: "2012-10-17", Statement: [statement] }, context };
}
