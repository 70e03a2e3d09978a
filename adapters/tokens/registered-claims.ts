/** Judges the types of claims that RFC 7519 registers, which no signature vouches for. */

/**
 * True where `sub` and `jti` are texts and `aud` is a text or a list of texts (RFC 7519 sections 4.1.2, 4.1.3, 4.1.7),
 * and `scope` a text (RFC 8693 section 4.2) or a list, as Spring Authorization Server writes it; each where it is given.
 * Times are judged with the times.
 */
export function haveRegisteredTypes({ sub, jti, aud, scope }: Readonly<Record<string, unknown>>): boolean {
  return (
    isTextOrAbsent(sub) &&
    isTextOrAbsent(jti) &&
    (Array.isArray(scope) || isTextOrAbsent(scope)) &&
    (Array.isArray(aud) ? aud.every(isText) : isTextOrAbsent(aud))
  );
}

const isText = (value: unknown): boolean => typeof value === "string";

const isTextOrAbsent = (value: unknown): boolean => value === undefined || isText(value);
