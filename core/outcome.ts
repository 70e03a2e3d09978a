/** What a decision ends in, short of a fault. */
import type { Principal } from "./principal.ts";

/** Reason codes of refusals, stable across releases; they are logged and never shown to the client by default. */
export type RefusalReason = string;

/** The policy said exactly true, or a setting opens this to everyone: the backend is called. */
export interface Allowed {
  readonly kind: "allowed";
  /** Which of the two; logged. */
  readonly reason: "policy_allowed" | "health_public";
  readonly principal: Principal;
  /** What the policy hands to the backend beside the principal. */
  readonly context: Readonly<Record<string, string>>;
}

/** Who asks is not known well enough: 401 with the configured challenges. */
export interface Challenged {
  readonly kind: "challenged";
  readonly reason: RefusalReason;
}

/** Who asks is known and may not, or what is asked cannot be judged safely: 403 by an explicit Deny. */
export interface Forbidden {
  readonly kind: "forbidden";
  readonly reason: RefusalReason;
  readonly principal: Principal;
  /** Scopes of which one would have been enough, where scopes were the reason (RFC 6750 section 3.1). */
  readonly sufficientScope?: string;
}

/** What a decision ends in. */
export type Outcome = Allowed | Challenged | Forbidden;
