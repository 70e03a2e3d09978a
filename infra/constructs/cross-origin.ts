/** Cross-origin headers that API Gateway sends by itself, where the backend is never asked (Fetch standard, CORS protocol). */
import type { Settings } from "#core/settings/schema";
import { SynthesisRefusal } from "../synthesis-refusal.ts";

/** Cross-origin access as the settings give it. */
export type CorsSettings = Settings["api"]["cors"];

/**
 * Headers without which a browser keeps an answer from the page that asked.
 * @returns header values by name, not yet quoted
 * @throws SynthesisRefusal unless there is exactly one origin: these answers are static and can name only one
 */
export function crossOriginHeaders({ allowOrigins }: CorsSettings): Readonly<Record<string, string>> {
  const [origin, ...others] = allowOrigins;
  if (origin === undefined || others.length > 0) {
    throw new SynthesisRefusal('api.cors.allowOrigins must hold exactly one origin or "*"');
  }
  return {
    "Access-Control-Allow-Origin": origin,
    ...(origin !== "*" && { Vary: "Origin" }),
  };
}
