/** Cross-origin headers that API Gateway sends by itself, where the backend is never asked (Fetch standard, CORS protocol). */
import type { CorsSettings } from "#core/settings/cors";

/**
 * Headers of answers that pages read, beside those of `crossOriginHeaders`. A page has to read the challenge to tell
 * its user how to sign in, so that it is exposed even if the settings forget it.
 */
export function exposedHeaders({
  exposeHeaders,
}: Pick<CorsSettings, "exposeHeaders">): Readonly<Record<string, string>> {
  const names = withNames(exposeHeaders, ["WWW-Authenticate"]);
  return { "Access-Control-Expose-Headers": names.join(",") };
}

/** Header names, and those of others that are not among them in any case. */
export function withNames(names: readonly string[], others: readonly string[]): string[] {
  const known = new Set(names.map((name) => name.toLowerCase()));
  return [...names, ...others.filter((name) => !known.has(name.toLowerCase()))];
}

/**
 * Headers without which a browser keeps an answer from the page that asked. These answers are static: where several
 * origins are allowed, every page may read them. They hold nothing that a caller without credentials could not have,
 * and credentials are allowed to a single origin only.
 * @returns header values by name, not yet quoted
 */
export function crossOriginHeaders({
  allowOrigins,
  allowCredentials,
}: Pick<CorsSettings, "allowOrigins" | "allowCredentials">): Readonly<Record<string, string>> {
  const [only = "*", ...others] = allowOrigins;
  const origin = others.length === 0 ? only : "*";
  return {
    "Access-Control-Allow-Origin": origin,
    ...(origin !== "*" && { Vary: "Origin" }),
    ...(allowCredentials && { "Access-Control-Allow-Credentials": "true" }),
  };
}
