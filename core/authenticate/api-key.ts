/** Recognises an API key in a header. */
import type { Deadline } from "#core/deadline";
import { type Authenticator, absent, rejected } from "./authenticator.ts";

/** What is known of a valid key; never the key. */
export interface ApiKeyRecord {
  readonly id: string;
  readonly scopes: readonly string[];
}

/** The port to wherever keys are kept. */
export interface ApiKeyStore {
  /**
   * The record of a key, or `undefined` for a key nobody has. Compares in constant time.
   * @throws Fault when the keys cannot be read
   */
  find(key: string, deadline: Deadline): Promise<ApiKeyRecord | undefined>;
}

/** Longest key that is looked at, in characters. */
const longestKey = 512;

/** @param header the name of the header, in any case */
export function apiKeyAuthenticator(header: string, keys: ApiKeyStore): Authenticator {
  const name = header.toLowerCase();
  return async (request, deadline) => {
    const values = request.headers.get(name);
    if (values === undefined) return absent;
    const [key] = values;
    if (values.length > 1) return rejected("api_key_doubled");
    if (key === undefined || key === "") return rejected("api_key_empty");
    if (key.length > longestKey) return rejected("api_key_too_long");
    const record = await keys.find(key, deadline);
    if (record === undefined) return rejected("api_key_unknown");
    return {
      kind: "recognised",
      principal: {
        kind: "api-key",
        id: record.id,
        issuer: "",
        scheme: "apiKey",
        scopes: record.scopes,
        claims: {},
      },
    };
  };
}
