/** What `npm start` prints when the API is up: the address, the secrets made at start, and requests to try. */

import { type ManagedKeyDesk, managedKeyLines } from "./managed-keys.ts";

/** A running API, as far as it is told about. */
export interface Welcome {
  /** The address of the OGC API, with the path below which the backend has it, and without a slash at its end. */
  readonly url: string;
  readonly apiKeyHeader: string | undefined;
  readonly apiKey: string | undefined;
  readonly token: string | undefined;
  /** How to get another token from the development token issuer. */
  readonly tokenRequest: string | undefined;
  /** Where managed keys are made; absent where none are configured. */
  readonly managedKeys: Omit<ManagedKeyDesk, "address"> | undefined;
  /** True for the sample API under settings/local.json, for which the answers of the requests are known. */
  readonly isSample: boolean;
  /** What whoever starts the API should know about it first. */
  readonly warnings: readonly string[];
}

/** Lines for the terminal; everything in them can be pasted into a POSIX shell. */
export function welcomeLines(welcome: Welcome): string[] {
  const { url, apiKey, token, tokenRequest, managedKeys, isSample } = welcome;
  const address = isSample ? `${wellsOf(url)}?limit=2` : `${url}/`;
  return [
    "",
    `The API is at ${url}/ (Ctrl-C ends it)`,
    "",
    `export OGC_API_URL=${url}`,
    ...(apiKey === undefined ? [] : [`export OGC_API_KEY=${apiKey}`]),
    ...(token === undefined ? [] : [`export OGC_API_TOKEN=${token}`]),
    "",
    ...(isSample ? sampleRequests(welcome) : landingPageRequests(welcome)),
    ...(tokenRequest === undefined ? [] : ["", "another token, with the scopes you like:", tokenRequest]),
    ...(managedKeys === undefined ? [] : ["", ...managedKeyLines({ ...managedKeys, address })]),
    ...(welcome.warnings.length === 0 ? [] : [""]),
    ...welcome.warnings.map((warning) => `warning: ${warning}`),
    "",
    "decisions:",
  ];
}

const wellsOf = (url: string) => `${url}/collections/wells/items`;

/** What the answers are, the settings say. */
function landingPageRequests({ url, apiKeyHeader, apiKey, token }: Welcome): string[] {
  return [
    "try, as nobody and with what was made:",
    `curl -i ${url}/`,
    ...(apiKey === undefined ? [] : [`curl -i -H '${apiKeyHeader}: ${apiKey}' ${url}/`]),
    ...(token === undefined ? [] : [`curl -i -H 'Authorization: Bearer ${token}' ${url}/`]),
  ];
}

function sampleRequests({ url, apiKeyHeader, apiKey, token }: Welcome): string[] {
  const wells = wellsOf(url);
  return [
    "200: anyone may read the lakes",
    `curl -i '${url}/collections/lakes/items?limit=2'`,
    "401: the wells need a credential; the challenges tell which",
    `curl -i ${wells}`,
    ...(apiKey === undefined
      ? []
      : ["200: with the key", `curl -i -H '${apiKeyHeader}: ${apiKey}' '${wells}?limit=2'`]),
    ...(token === undefined
      ? []
      : [
          "200: with the token, whose scope is wells:read",
          `curl -i -H 'Authorization: Bearer ${token}' '${wells}?limit=2'`,
          "403: the token may read the wells, but not delete one",
          `curl -i -X DELETE -H 'Authorization: Bearer ${token}' ${wells}/1`,
        ]),
  ];
}
