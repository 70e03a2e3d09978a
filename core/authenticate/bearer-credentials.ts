/** Reads the Bearer scheme of an Authorization header. */

/**
 * The credentials of the Bearer scheme, whose name has no case (RFC 9110 section 11.1).
 * @param value the whole value of the header
 * @returns the text after the scheme, which may be empty; `undefined` for other schemes
 */
export function bearerCredentials(value: string): string | undefined {
  return /^bearer +([^ ]*)$/i.exec(value)?.[1];
}
