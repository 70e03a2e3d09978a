/** A backend that runs by itself on this machine, called through a Lambda function that passes requests on. */
import { fileURLToPath } from "node:url";
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

/** What to say about the backend's landing page: that it cannot be had, or which links lead around the gateway. */
export async function backendWarnings(address: string, apiUrl: string): Promise<string[]> {
  try {
    const headers = { accept: "application/json" };
    const answer = await fetch(`${address}/`, { headers, signal: AbortSignal.timeout(5000) });
    const warnings = landingPageWarnings(await answer.json(), apiUrl, address);
    const more = warnings.length - mostWarnings;
    return more > 0 ? [...warnings.slice(0, mostWarnings), `and ${more} more links like these`] : warnings;
  } catch {
    return [`the backend at ${address} does not answer with a landing page in JSON: is it running?`];
  }
}
