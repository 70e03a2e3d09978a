/** Settings of the REST API that clients see. */
import * as v from "valibot";
import { collectionIds } from "./collection-ids.ts";
import { corsSettings } from "./cors.ts";
import { refusalSettings } from "./refusals.ts";
import { resourceIds } from "./resource-id.ts";
import { about, address, wholeNumber } from "./setting.ts";

const throttlingSettings = v.strictObject({
  requestsPerSecond: v.pipe(
    wholeNumber("requests", 1, 1_000_000),
    about("How many requests a second the stage takes in the long run; more get 429."),
  ),
  burst: v.pipe(
    wholeNumber("requests", 1, 1_000_000),
    about("How many requests the stage takes at once before that rate holds."),
  ),
});

/** First segments of OGC APIs: as a base path they would make it unclear which of two equal segments is the API's. */
const apiSegments = new Set(["api", "collections", "conformance", "jobs", "processes", "search", "stac"]);

const domainSettings = v.strictObject({
  name: v.pipe(
    v.string(),
    v.regex(
      /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/,
      "must be a domain name in lower case, such as geo.example.org",
    ),
    about("The domain name; the stack makes it in API Gateway, and its DNS record is yours to make."),
  ),
  certificateArn: v.pipe(
    v.string(),
    v.regex(
      /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[0-9a-f-]{36}$/,
      "must be the ARN of a certificate in AWS Certificate Manager",
    ),
    about("Its certificate, in the same region as the API."),
  ),
  basePath: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[A-Za-z0-9_-]{1,100}$/, "must be one segment of letters, digits, hyphens and underscores"),
      v.check(
        (segment) => !apiSegments.has(segment),
        "must not be a first segment of an OGC API's own paths",
      ),
      about("A segment before all paths of the API at this domain; absent: the API is at the domain's root."),
    ),
  ),
});

/** Rules and defaults of `api`. */
export const apiSettings = v.strictObject({
  stage: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[A-Za-z0-9_-]{1,128}$/, "must be 1 to 128 letters, digits, hyphens and underscores"),
      about("The stage of the REST API: the first part of every path at its default address."),
    ),
    "v1",
  ),
  url: v.optional(
    v.pipe(
      address,
      v.check((text) => !text.endsWith("/"), "must not end with a slash"),
      about(
        "The public address of the API where another one than the stage's own leads to it, such as a proxy's.",
      ),
    ),
  ),
  domain: v.optional(
    v.pipe(
      domainSettings,
      about(
        "A custom domain: the API's only address then, since the stage's own is switched off; absent: none.",
      ),
    ),
  ),
  collectionIds: v.optional(
    v.pipe(
      collectionIds,
      about("Ids of collections that hold a `/`; such a collection is refused unless it is named here."),
    ),
    [],
  ),
  openApiFile: v.optional(
    v.pipe(
      v.string(),
      v.minLength(1, "must not be empty"),
      about(
        "A file with the API's OpenAPI document (JSON or YAML), relative to this one; ids in access rules must be in it.",
      ),
    ),
  ),
  unlistedIds: v.optional(
    v.pipe(
      resourceIds,
      v.check((ids) => !ids.includes("*"), 'must name ids, not "*"'),
      about("Ids of collections and processes that the API has though its OpenAPI document leaves them out."),
    ),
    [],
  ),
  realm: v.optional(
    v.pipe(
      v.string(),
      v.regex(
        /^[A-Za-z0-9 ._-]{1,64}$/,
        "must be 1 to 64 letters, digits, spaces, dots, hyphens, underscores",
      ),
      about("The protection space that challenges name (RFC 9110 section 11.5)."),
    ),
    "ogc-api",
  ),
  throttling: v.optional(
    v.pipe(
      throttlingSettings,
      about("Limits of the stage, for all callers together; absent: those of the account and region."),
    ),
  ),
  webAclArn: v.optional(
    v.pipe(
      v.string(),
      v.regex(
        /^arn:aws[a-z-]*:wafv2:[a-z0-9-]+:\d{12}:regional\/webacl\/[A-Za-z0-9_-]{1,128}\/[0-9a-f-]{36}$/,
        "must be the ARN of a regional web ACL of AWS WAF (v2)",
      ),
      about("An existing web ACL of AWS WAF that every request passes before the authorizer; absent: none."),
    ),
  ),
  cors: v.optional(v.pipe(corsSettings, about("Cross-origin access of web pages to the API.")), {}),
  refusals: v.optional(v.pipe(refusalSettings, about("What clients are told when they are refused.")), {}),
});

/** The REST API as validated. */
export type ApiSettings = v.InferOutput<typeof apiSettings>;

/** The API's public address as far as settings tell it, without a slash at its end; absent: the stage's own. */
export function configuredUrl({ url, domain }: ApiSettings): string | undefined {
  if (url !== undefined || domain === undefined) return url;
  return `https://${domain.name}${domain.basePath === undefined ? "" : `/${domain.basePath}`}`;
}
