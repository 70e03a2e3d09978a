/** A request to an AWS service as it arrived, signed, and the service that its signature is for. */
import type { IncomingMessage } from "node:http";
import { requestBody } from "../loopback/request-body.ts";

/** A request whose signature has the right form, and its whole body. */
export interface SignedRequest {
  /** The service in the signature's credential scope, such as `dynamodb`. */
  readonly service: string;
  readonly method: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

/** Why a request is not answered: an error code that every AWS service knows, with words for it. */
export interface RequestRefusal {
  readonly code: string;
  readonly message: string;
}

/** As large as the largest request that DynamoDB takes (developer guide, "Quotas", BatchWriteItem). */
const largestRequestBytes = 16 * 1024 * 1024;

/** The header of a signed request (IAM user guide, "Create a signed AWS API request"). */
const signature =
  /^AWS4-HMAC-SHA256 Credential=[^,\s/]+\/\d{8}\/[a-z0-9-]+\/([a-z0-9-]+)\/aws4_request,\s*SignedHeaders=[^,\s]+,\s*Signature=[0-9a-f]{64}$/;

/**
 * Reads a request. By whom it is signed is not checked: there is no IAM here, and only this machine can ask.
 * @returns the request, or why it is refused
 */
export async function signedRequest(message: IncomingMessage): Promise<SignedRequest | RequestRefusal> {
  const { method = "", headers } = message;
  // Read in any case, so that the client gets to read the answer.
  const body = await requestBody(message, largestRequestBytes);
  const { authorization } = headers;
  if (authorization === undefined) {
    return { code: "MissingAuthenticationTokenException", message: "Missing Authentication Token" };
  }
  const [, service] = signature.exec(authorization) ?? [];
  if (service === undefined || headers["x-amz-date"] === undefined) {
    const message = "The request is not signed by Signature Version 4 in its Authorization header.";
    return { code: "IncompleteSignatureException", message };
  }
  if (body === undefined)
    return { code: "RequestEntityTooLargeException", message: "The body is too large." };
  return { service, method, headers, body };
}
