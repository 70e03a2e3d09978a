/** What is reported about a request once it is answered. */
import type { GatewayResponseType } from "./answer/gateway-response-types.ts";

/** One request; never holds headers, query or body. */
export interface AccessLogEntry {
  readonly requestId: string;
  /** The id under which the authorizer logs its decision. */
  readonly extendedRequestId: string;
  readonly method: string;
  /** With the stage, without the query. */
  readonly path: string;
  readonly status: number;
  readonly durationMilliseconds: number;
  /** What the method's authorizer said; `none` when there is none, or when it was not asked. */
  readonly authorizer: "none" | "allowed" | "refused";
  /** The gateway response that was sent instead of an integration's answer. */
  readonly responseType?: GatewayResponseType;
  /** Why, in words for whoever runs the gateway. */
  readonly detail?: string;
}
