/** The ports to whatever finds out whether a token is genuine, and what it says. */
import type { Deadline } from "#core/deadline";
import type { OpaqueIssuerSettings } from "#core/settings/tokens/opaque-issuer";
import type { UnverifiedToken } from "./unverified-token.ts";

/** A token that is genuine and of its time; for whom it is meant is judged after this. */
export interface VerifiedToken {
  readonly claims: Readonly<Record<string, unknown>>;
  /** Until when its verification may be remembered, milliseconds since 1970-01-01T00:00Z; 0: not at all. */
  readonly rememberUntil: number;
  /** False once what it was verified with was replaced or is too old; kept without the claims, so it has no `this`. */
  readonly current: () => boolean;
}

/** Why a token is not genuine: a reason code. */
export interface RejectedToken {
  readonly rejected: string;
}

/** Verifies JSON Web Tokens. */
export interface JwtVerifier {
  /**
   * Verifies signature and times of a token that has passed the gates.
   * @throws Fault when the issuer's keys cannot be had, or it cannot be asked
   */
  verify(token: UnverifiedToken, deadline: Deadline): Promise<VerifiedToken | RejectedToken>;
}

/** Checks tokens that only their issuer can read. */
export interface OpaqueTokenVerifier {
  /**
   * Asks the issuer about a token.
   * @throws Fault when it cannot be asked, or refuses us instead of the token
   */
  verify(
    token: string,
    issuer: OpaqueIssuerSettings,
    deadline: Deadline,
  ): Promise<VerifiedToken | RejectedToken>;
}

/** Who verifies tokens of either form. */
export interface TokenVerifiers {
  readonly jwt: JwtVerifier;
  readonly opaque: OpaqueTokenVerifier;
}
