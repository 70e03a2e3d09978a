/** An answer to a client, ready to be written. */

/** Status, headers in the order in which they are written, and body. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

/** What a header's name can be (RFC 9110 section 5.1). */
export function isHeaderName(name: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name);
}

/** What a header's value can be: anything but control characters, tabs excepted (RFC 9110 section 5.5). */
export function isHeaderValue(value: string): boolean {
  return !/[^\t\P{Cc}]/u.test(value);
}

/** Adds headers that are not there yet, and replaces those of the same name. */
export function withHeaders(
  headers: HttpAnswer["headers"],
  further: HttpAnswer["headers"],
): HttpAnswer["headers"] {
  const names = new Set(further.map(([name]) => name.toLowerCase()));
  return [...headers.filter(([name]) => !names.has(name.toLowerCase())), ...further];
}
