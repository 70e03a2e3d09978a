/** The request that is measured: what a GIS client sends, as API Gateway hands it to the authorizer. */
import { requestEvent } from "#test/core/gateway/event";

/** Headers that reach an API of API Gateway with every request. */
const usualHeaders = {
  Accept: "application/geo+json,application/json",
  "Accept-Encoding": "gzip, deflate, br",
  "CloudFront-Forwarded-Proto": "https",
  Host: "a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com",
  "User-Agent": "Mozilla/5.0 QGIS/34015/Linux",
  Via: "1.1 0f1e2d3c.cloudfront.net (CloudFront)",
  "X-Amzn-Trace-Id": "Root=1-674a0f1e-2d3c4b5a6978879600112233",
  "X-Forwarded-For": "192.0.2.7, 198.51.100.9",
  "X-Forwarded-Port": "443",
  "X-Forwarded-Proto": "https",
};

/**
 * The event of a GET on the items of a collection.
 * @param credential the headers that say who asks
 */
export function itemsEvent(
  credential: Readonly<Record<string, string>>,
  collection = "wells",
): Record<string, unknown> {
  return requestEvent("GET", `/collections/${collection}/items`, { ...usualHeaders, ...credential });
}

/** The event of a GET with a token. */
export const tokenEvent = (token: string, collection?: string): Record<string, unknown> =>
  itemsEvent({ Authorization: `Bearer ${token}` }, collection);

/** The event of a GET with an API key. */
export const keyEvent = (key: string, collection?: string): Record<string, unknown> =>
  itemsEvent({ "X-API-Key": key }, collection);
