/** Where clients find the API, and what part of a path is the API's own. */
import type { APIGatewayProxyEvent } from "aws-lambda";

/** The parts of an event that tell the address; all are API Gateway's own, none is a client's header. */
export type AddressedEvent = Pick<APIGatewayProxyEvent, "path"> & {
  readonly requestContext: Partial<
    Pick<APIGatewayProxyEvent["requestContext"], "domainName" | "path" | "stage">
  >;
};

/**
 * The public address of the API, without a slash at the end: the configured one, or that of the stage or base path
 * by which API Gateway was called.
 * @returns an absolute address; only a path, when the event does not tell the domain
 */
export function publicAddress(event: AddressedEvent, configured: string | undefined): string {
  if (configured !== undefined && URL.canParse(configured)) return configured.replace(/\/+$/, "");
  const { domainName, path = "", stage = "" } = event.requestContext;
  const prefix = path.endsWith(event.path) ? path.slice(0, path.length - event.path.length) : `/${stage}`;
  const trimmed = prefix.replace(/\/+$/, "");
  return domainName === undefined ? trimmed : `https://${domainName}${trimmed}`;
}

/**
 * The path below the API's root. Behind a custom domain with a base path, `path` begins with that base path; it is
 * taken off once, and only where the event says that it came by that domain.
 */
export function pathWithinApi(event: AddressedEvent, configured: string | undefined): string {
  if (configured === undefined || !URL.canParse(configured)) return event.path;
  const { hostname, pathname } = new URL(configured);
  const basePath = pathname.replace(/\/+$/, "");
  const { domainName, path } = event.requestContext;
  const isCustomDomain = domainName === hostname && path === event.path;
  const isBelow = event.path === basePath || event.path.startsWith(`${basePath}/`);
  return isCustomDomain && basePath !== "" && isBelow ? event.path.slice(basePath.length) || "/" : event.path;
}
