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

/**
 * The JSON text of an exception: `code` and `description` (OGC 17-069r4, exception schema) beside the members of a
 * problem detail (RFC 9457 section 3.1). API Gateway puts the request's id in place of the variable.
 */
export function exceptionBody({ status, code, title, detail }: HttpException): string {
  return JSON.stringify({
    type: "about:blank",
    title,
    status,
    detail,
    code,
    description: detail,
    extendedRequestId: "$context.extendedRequestId",
  });
}
