/** Cross-origin headers that API Gateway sends by itself, where the backend is never asked (Fetch standard, CORS protocol). */
import type { CorsSettings } from "#core/settings/cors";

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
