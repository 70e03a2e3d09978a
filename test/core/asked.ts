/** Requests as tests ask them. */
import { type AccessRequest, accessRequest, type UnjudgedRequest } from "#core/access-request";
import type { Deadline } from "#core/deadline";

/** A deadline that never comes near. */
export const noHurry: Deadline = { remaining: () => 60_000 };

/** A request before it is judged; header names in lower case. */
export function unjudged(
  method: string,
  path: string,
  headers: Readonly<Record<string, string | readonly string[]>> = {},
): UnjudgedRequest {
  const entries = Object.entries(headers).map(
    ([name, value]) => [name, typeof value === "string" ? [value] : value] as const,
  );
  return {
    method,
    path,
    query: {},
    headers: new Map(entries),
    sourceIp: "192.0.2.1",
    time: 1_800_000_000_000,
  };
}

/** A judged request; the test fails where it is refused. */
export function asked(...request: Parameters<typeof unjudged>): AccessRequest {
  const judged = accessRequest(unjudged(...request));
  if ("refused" in judged) throw new Error(`the test's own request is refused: ${judged.refused}`);
  return judged;
}
