/** By which address a request comes to the API, and what of its path the API is asked for. */
import type { RestApi } from "../api/rest-api.ts";

/** A request at an address of the API. */
export interface Entry {
  /** The host of that address; never more of the request's `Host` than that it names a domain of the template. */
  readonly domainName: string;
  /** What resources are compared with: without the stage and without a base path. */
  readonly path: string;
  /** `path` of events: without the stage, but with the base path of a custom domain. */
  readonly eventPath: string;
  /** As the client sees it: with the stage, or with the base path. */
  readonly publicPath: string;
}

/**
 * Finds the API at its default address, below the stage, or at a custom domain, below a base path.
 *
 * API Gateway takes the base path away before it looks for a resource (Amazon API Gateway developer guide, "Use API
 * mappings to connect API stages to a custom domain name for REST APIs"); `path` and `requestContext.path` of a
 * function's event keep it, as public records show (CodeGenieApp/serverless-express, issues 86 and 397). That the
 * ARN of the method is without it follows from the first and is not recorded.
 * @param path as it was sent, percent-encoded, without the query
 * @param host the request's `Host`; empty where there is none
 * @returns `undefined` where API Gateway has no API, or one whose default address is switched off (the guide, "Disable
 * the default endpoint for REST APIs"): both are answered 403
 */
export function entryOf(api: RestApi, path: string, host: string): Entry | undefined {
  const name = host.replace(/:\d*$/, "").toLowerCase();
  const domain = api.customDomains.get(name);
  if (domain === undefined) return api.hasDefaultEndpoint ? belowStage(api, path) : undefined;
  if (!path.startsWith("/")) return undefined; // `OPTIONS *`, which is about no resource.
  const [, first = ""] = path.split("/");
  if (first !== "" && domain.basePaths.has(first)) return belowBasePath(domain.name, path, first);
  return domain.basePaths.has("") ? belowBasePath(domain.name, path, "") : undefined;
}

/**
 * The path without the stage. More than one slash before or after the stage counts as one, but stays in the path
 * with the stage when it comes after it; all other slashes are kept (recorded on real API Gateway).
 */
function belowStage({ domainName, stage }: RestApi, sent: string): Entry | undefined {
  const publicPath = sent.replace(/^\/+/, "/");
  const prefix = `/${stage.name}`;
  if (publicPath !== prefix && !publicPath.startsWith(`${prefix}/`)) return undefined;
  const rest = publicPath.slice(prefix.length);
  const path = rest === "" ? "/" : rest.replace(/^\/+/, "/");
  return { domainName, path, eventPath: path, publicPath };
}

/** The path without the base path. Slashes are kept: what becomes of doubled ones at a domain is not recorded. */
function belowBasePath(domainName: string, publicPath: string, basePath: string): Entry {
  const rest = basePath === "" ? publicPath : publicPath.slice(`/${basePath}`.length);
  return { domainName, path: rest === "" ? "/" : rest, eventPath: publicPath, publicPath };
}
