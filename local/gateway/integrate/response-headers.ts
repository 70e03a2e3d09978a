/** What becomes of a function's headers on their way to the client. */
import type { HttpAnswer } from "../answer/http-answer.ts";

/** Renamed to `x-amzn-Remapped-<name>`. */
const remapped = new Set([
  "authorization",
  "connection",
  "content-length",
  "content-md5",
  "date",
  "max-forwards",
  "server",
  "user-agent",
  "www-authenticate",
]);

/** Left out. */
const dropped = new Set([
  "expect",
  "host",
  "proxy-authenticate",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "via",
]);

/**
 * The headers as the client receives them, with a `Content-Type`, by default `application/json`.
 * Source: Amazon API Gateway developer guide, "Amazon API Gateway important notes" (table of headers; `Content-Length`
 * as recorded on real API Gateway). In particular a function's `WWW-Authenticate` is renamed.
 */
export function clientHeaders(headers: HttpAnswer["headers"]): HttpAnswer["headers"] {
  const sent = headers
    .filter(([name]) => !dropped.has(name.toLowerCase()))
    .map(([name, value]) => {
      return [remapped.has(name.toLowerCase()) ? `x-amzn-Remapped-${name}` : name, value] as const;
    });
  const hasType = sent.some(([name]) => name.toLowerCase() === "content-type");
  return hasType ? sent : [...sent, ["Content-Type", "application/json"]];
}
