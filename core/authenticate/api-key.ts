/** Recognises an API key in a header. */
import type { ApiKeyStore } from "./api-key/api-key-store.ts";
import { type Authenticator, absent, rejected } from "./authenticator.ts";

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
    const found = await keys.find(key, deadline);
    if ("rejected" in found) return rejected(found.rejected);
    return {
      kind: "recognised",
      principal: {
        kind: "api-key",
        id: found.name,
        keyId: found.id,
        issuer: "",
        scheme: "apiKey",
        scopes: found.scopes,
        claims: {},
      },
    };
  };
}
