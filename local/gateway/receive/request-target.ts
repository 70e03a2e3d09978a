/** Splits the request target into path and query parameters. */

/** The target's parts: the path as it was sent, the parameters decoded. */
export interface RequestTarget {
  /** Still percent-encoded. */
  readonly path: string;
  readonly query: readonly (readonly [name: string, value: string])[];
}

/**
 * Reads a request target (RFC 9112 section 3.2; of the absolute form only the path counts).
 *
 * Parameters arrive decoded, `+` as a space, and a `;` splits as `&` does (Amazon API Gateway developer guide,
 * "Amazon API Gateway important notes"). A wrong percent-encoding is kept as it stands.
 */
export function requestTarget(target: string): RequestTarget {
  const origin = /^https?:\/\/[^/?#]*/i.exec(target)?.[0] ?? "";
  const local = target.slice(origin.length);
  const mark = local.indexOf("?");
  const path = mark < 0 ? local : local.slice(0, mark);
  const query = mark < 0 ? "" : local.slice(mark + 1);
  return {
    path: path === "" ? "/" : path,
    query: [...new URLSearchParams(query.replaceAll(";", "&"))],
  };
}
