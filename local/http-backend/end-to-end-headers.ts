/** Headers that a proxy passes on. */

/** Headers for a single connection (RFC 9110 section 7.6.1, and those that intermediaries had before it). */
const hopByHop = [
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

/** Leaves out the headers that are for a single connection, and those that `Connection` names as such. */
export function endToEndHeaders(
  headers: readonly (readonly [string, readonly string[]])[],
): (readonly [string, readonly string[]])[] {
  const named = headers
    .filter(([name]) => name.toLowerCase() === "connection")
    .flatMap(([, values]) => values.flatMap((value) => value.split(",")))
    .map((name) => name.trim().toLowerCase());
  const left = new Set([...hopByHop, ...named]);
  return headers.filter(([name]) => !left.has(name.toLowerCase()));
}
