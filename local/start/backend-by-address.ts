/** A backend that runs by itself on this machine, called through a Lambda function that passes requests on. */
import { fileURLToPath } from "node:url";
import { configuredBasePath } from "#core/api-layout";
import type { Settings } from "#core/settings/schema";
import {
  askingOrigins,
  type CrossOriginAnswer,
  crossOriginWarnings,
} from "../http-backend/cross-origin-warnings.ts";
import { landingPageWarnings } from "../http-backend/landing-page-warnings.ts";
import { nodeRuntime, type OutsideFunction } from "../local-functions.ts";

/** How many links are warned of one by one: a backend with a wrong address has it in all of them. */
const mostWarnings = 3;

/** The function that passes requests on to `address`. */
export function backendByAddress(address: string): OutsideFunction {
  return {
    command: nodeRuntime,
    handler: "handler.handler",
    taskRoot: fileURLToPath(new URL("../http-backend/", import.meta.url)),
    environment: { BACKEND_URL: address },
    timeoutMilliseconds: 29_000,
  };
}

/**
 * What to say about the backend's landing page: that it cannot be had, which links lead around the gateway, and which
 * pages cannot read it. It is asked for once for each origin that the settings name.
 * @param address of the server; the API is below the settings' `backend.basePath`
 */
export async function backendWarnings(
  address: string,
  apiUrl: string,
  settings: Pick<Settings, "api" | "backend">,
): Promise<string[]> {
  const { cors } = settings.api;
  const basePath = configuredBasePath(settings) ?? "";
  const landingPage = `${address}${basePath}/`;
  try {
    const asked = await Promise.all(askingOrigins(cors).map((origin) => askFor(landingPage, origin)));
    const answers = asked.map(({ crossOrigin }) => crossOrigin);
    return [
      ...firstFew(landingPageWarnings(asked[0]?.page, apiUrl + basePath, address)),
      ...firstFew(crossOriginWarnings(answers, cors)),
    ];
  } catch {
    return [`the backend at ${landingPage} does not answer with a landing page in JSON: is it running?`];
  }
}

async function askFor(landingPage: string, origin: string) {
  const headers = { accept: "application/json", origin };
  const answer = await fetch(landingPage, { headers, signal: AbortSignal.timeout(5000) });
  const crossOrigin: CrossOriginAnswer = {
    origin,
    allowOrigin: answer.headers.get("access-control-allow-origin"),
    allowCredentials: answer.headers.get("access-control-allow-credentials"),
  };
  return { page: await answer.json(), crossOrigin };
}

function firstFew(warnings: readonly string[]): readonly string[] {
  const more = warnings.length - mostWarnings;
  return more > 0 ? [...warnings.slice(0, mostWarnings), `and ${more} more like these`] : warnings;
}
