/** The body of every refusal and failure: an OGC API exception that is a problem detail as well. */

/** What went wrong, in the words that a client may see. */
export interface HttpException {
  /** Left out where API Gateway's own status is kept, so that the body does not contradict it. */
  readonly status?: number;
  /** A short name of the condition, as OGC API servers give it (`code` of the OGC exception schema). */
  readonly code: string;
  readonly title: string;
  /** What the client can do; never why a policy refused. */
  readonly detail: string;
}

/** What is told beside that. */
export interface ToldBeside {
  /** The address of a page that says how to get a key or an account. */
  readonly helpUrl?: string | undefined;
  /** Whether the reason code is told that the authorizer hands over with a Deny. */
  readonly reason?: boolean;
}

/**
 * The text of an exception: `code` and `description` (OGC 17-069r4, exception schema) beside the members of a problem
 * detail (RFC 9457 section 3.1). API Gateway puts values in place of the variables, as they are and without any other
 * template language (Amazon API Gateway developer guide, "Gateway responses for REST APIs in API Gateway"): texts
 * write `$` as a JSON escape, so that none is taken for a variable, and the values of both variables hold letters, digits and
 * punctuation that JSON strings hold as well. Where a gateway does not know a variable, the body is JSON all the same.
 */
export function exceptionBody(
  { status, code, title, detail }: HttpException,
  { helpUrl, reason = false }: ToldBeside = {},
): string {
  const texts = { type: "about:blank", title, status, detail, code, description: detail, helpUrl };
  const variables = {
    ...(reason && { reason: "$context.authorizer.reason" }),
    extendedRequestId: "$context.extendedRequestId",
  };
  const [before, after] = [JSON.stringify(texts).replaceAll("$", "\\u0024"), JSON.stringify(variables)];
  return `${before.slice(0, -1)},${after.slice(1)}`;
}
