/** Reads the Bearer scheme of an Authorization header. */

const scheme = "bearer";

/**
 * The credentials of the Bearer scheme, whose name has no case (RFC 9110 section 11.1). No expression is searched for:
 * the credentials may be long, and are looked at by others.
 * @param value the whole value of the header
 * @returns the text after the scheme, which may be empty; `undefined` for other schemes
 */
export function bearerCredentials(value: string): string | undefined {
  if (value.slice(0, scheme.length).toLowerCase() !== scheme) return undefined;
  let start = scheme.length;
  while (value[start] === " ") start += 1;
  const credentials = value.slice(start);
  return start === scheme.length || credentials.includes(" ") ? undefined : credentials;
}
