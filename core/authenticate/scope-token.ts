/** What a scope is made of; anything else could be read as two scopes, or as none, by whoever is told it. */

/** True for one scope-token (RFC 6749 section 3.3): printable ASCII without space, quotation mark and backslash. */
export function isScopeToken(text: string): boolean {
  return /^[\x21\x23-\x5B\x5D-\x7E]+$/.test(text);
}
