/** The ids under which a request is known. */
import { randomBytes, randomUUID } from "node:crypto";

/** Ids of one request. */
export interface RequestIds {
  /** `$context.requestId`; a client cannot choose it here, as it can at AWS. */
  readonly requestId: string;
  /** `$context.extendedRequestId`; in the shape of AWS's. */
  readonly extendedRequestId: string;
  /** Value of `X-Amzn-Trace-Id` (AWS X-Ray developer guide, "Tracing header"). */
  readonly traceId: string;
}

/** New ids for a request received at `time`, in milliseconds since 1970-01-01T00:00Z. */
export function newRequestIds(time: number): RequestIds {
  const seconds = Math.floor(time / 1000).toString(16);
  return {
    requestId: randomUUID(),
    extendedRequestId: `${randomBytes(11).toString("base64url")}=`,
    traceId: `Root=1-${seconds.padStart(8, "0")}-${randomBytes(12).toString("hex")}`,
  };
}
