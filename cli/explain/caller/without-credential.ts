/** Takes the credential out of what is shown: an input document may hold the token, and a policy may repeat it. */

/** What stands in place of a credential. */
const hidden = "(the credential)";

/** In characters: what is shorter is nobody's credential, is never handed to a policy, and is in many texts by chance. */
const shortestSecret = 16;

/**
 * A copy of JSON-like data in which no text and no name holds the credential, nor its signature where it is a token:
 * a policy that takes tokens apart may answer with the parts.
 * @param credential empty: there is none
 */
export function withoutCredential<Data>(data: Data, credential: string): Data {
  const [, , signature = ""] = credential.split(".");
  const secrets = [credential, signature].filter((secret) => secret.length >= shortestSecret);
  if (secrets.length === 0) return data;
  const shown = (text: string) => secrets.reduce((rest, secret) => rest.replaceAll(secret, hidden), text);
  const cleaned = (value: unknown): unknown => {
    if (typeof value === "string") return shown(value);
    if (Array.isArray(value)) return value.map(cleaned);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [shown(name), cleaned(member)]));
  };
  return cleaned(data) as Data;
}
