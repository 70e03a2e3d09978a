/** The part of the path that a custom domain puts before the API's own: taken away once, and only at that domain. */
import { Fault } from "#core/fault";

/** A custom domain of the API, as API Gateway maps it. */
export interface CustomDomain {
  /** In lower case. */
  readonly name: string;
  /** The one segment before the API's own path, without slashes; absent where the API is at the domain's root. */
  readonly basePath?: string | undefined;
}

/**
 * The path below the API's root. API Gateway hands a function the path with the base path of the domain that the
 * request came by; the decision is about what is below it.
 * @param domainName `requestContext.domainName`, API Gateway's own word; the `Host` header is the client's
 * @throws Fault `event_invalid` for a path at the custom domain that does not start with its base path: API Gateway
 * sends no such request here, so the configured base path is not the one that is mapped
 */
export function withoutBasePath(path: string, domainName: unknown, domain: CustomDomain | undefined): string {
  if (domain?.basePath === undefined) return path;
  if (typeof domainName !== "string" || domainName.toLowerCase() !== domain.name) return path;
  const prefix = `/${domain.basePath}`;
  if (path === prefix) return "/";
  if (path.startsWith(`${prefix}/`)) return path.slice(prefix.length);
  throw new Fault(
    "event_invalid",
    "the path does not start with the base path of the custom domain: api.domain.basePath must be the mapped one",
  );
}
