/** Takes the credential out of what is shown: an input document may hold the token, and a policy may repeat it. */

/** What stands in place of a credential. */
const hidden = "(the credential)";

/**
 * A copy of JSON-like data in which no text holds the credential.
 * @param credential empty: there is none
 */
export function withoutCredential<Data>(data: Data, credential: string): Data {
  if (credential === "") return data;
  const cleaned = (value: unknown): unknown => {
    if (typeof value === "string") return value.replaceAll(credential, hidden);
    if (Array.isArray(value)) return value.map(cleaned);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, cleaned(member)]));
  };
  return cleaned(data) as Data;
}
