/** Which web pages may read the sample API's answers (Fetch standard, "CORS protocol"). */

/** Who may, as the function's environment says it. */
export interface CrossOriginAccess {
  /** Origins; without them, every page may read. */
  readonly origins: readonly string[];
  /** Whether also the answers to requests with credentials that the browser adds itself; not where every page may. */
  readonly credentials: boolean;
}

/**
 * Reads the environment.
 * @param origins origins with spaces between them
 * @param credentials `true`, or anything else for no
 */
export function crossOriginAccess(
  origins: string | undefined,
  credentials: string | undefined,
): CrossOriginAccess {
  const named = (origins ?? "").split(" ").filter((origin) => origin !== "");
  return { origins: named, credentials: credentials === "true" };
}

/**
 * The headers of an answer. Where origins are named, an answer names the one that asks and no other, so that what one
 * page may read is kept by no cache for another.
 * @param origin the request's `Origin`
 * @param vary what the answer depends on besides
 */
export function crossOriginHeaders(
  { origins, credentials }: CrossOriginAccess,
  origin: string | undefined,
  vary: string | undefined,
): Readonly<Record<string, string>> {
  const exposed = { "Access-Control-Expose-Headers": "Link, Location, Preference-Applied" };
  if (origins.length === 0) return { "Access-Control-Allow-Origin": "*", ...exposed };
  const dependsOn = { Vary: vary === undefined ? "Origin" : `${vary}, Origin` };
  if (origin === undefined || !origins.includes(origin)) return dependsOn;
  return {
    "Access-Control-Allow-Origin": origin,
    ...(credentials && { "Access-Control-Allow-Credentials": "true" }),
    ...exposed,
    ...dependsOn,
  };
}
