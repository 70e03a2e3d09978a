/** Several ways of recognising who asks, as one. */
import { type Authentication, type Authenticator, absent, rejected } from "./authenticator.ts";

/** What a request with valid credentials of several kinds becomes: refused, or the first in the chain's order. */
export type SeveralCredentials = "refuse" | "first";

/**
 * Asks every authenticator. A rejected credential rejects the request even beside a valid one: a client that sends
 * something wrong should learn so, and nobody should gain by adding a second credential.
 */
export function authenticatorChain(
  authenticators: readonly Authenticator[],
  several: SeveralCredentials,
): Authenticator {
  const [only, ...others] = authenticators;
  if (only !== undefined && others.length === 0) return only;
  return async (request, deadline) => {
    let first: Authentication = absent;
    for (const authenticate of authenticators) {
      const answer = await authenticate(request, deadline);
      if (answer.kind === "rejected") return answer;
      if (answer.kind === "absent") continue;
      if (first.kind === "recognised" && several === "refuse") return rejected("several_credentials");
      if (first.kind === "absent") first = answer;
    }
    return first;
  };
}
