/** Remembers whom an accepted token stands for, so that a token that comes again costs microseconds. */
import { createHash } from "node:crypto";
import type { Principal } from "#core/principal";
import type { VerifiedToken } from "./token-verifier.ts";

/** Most tokens that are remembered; beyond, the one that was remembered first is forgotten. */
const mostTokens = 1000;

interface Remembered {
  readonly principal: Principal;
  readonly until: number;
  readonly current: () => boolean;
}

/**
 * Only accepted tokens are remembered, by the SHA-256 of the whole token: what strangers send leaves no trace, and no
 * token can be read out of the memory.
 */
export class TokenMemory {
  readonly #now: () => number;
  readonly #remembered = new Map<string, Remembered>();

  /** @param now milliseconds since 1970-01-01T00:00Z */
  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * Whom a token stands for that was accepted before and would be accepted again.
   * @param by what the token was checked by: an endpoint, or empty for the key sets
   */
  recall(by: string, token: string): Principal | undefined {
    const key = digest(by, token);
    const found = this.#remembered.get(key);
    if (found === undefined) return undefined;
    if (this.#now() < found.until && found.current()) return found.principal;
    this.#remembered.delete(key);
    return undefined;
  }

  /** Remembers an accepted token for as long as its verification allows. */
  remember(by: string, token: string, principal: Principal, verified: VerifiedToken): void {
    if (verified.rememberUntil <= this.#now()) return;
    const [first] = this.#remembered.keys();
    if (this.#remembered.size >= mostTokens && first !== undefined) this.#remembered.delete(first);
    const current = () => verified.current();
    this.#remembered.set(digest(by, token), { principal, until: verified.rememberUntil, current });
  }
}

function digest(by: string, token: string): string {
  return createHash("sha256").update(by).update("\0").update(token).digest("base64");
}
