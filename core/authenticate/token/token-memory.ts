/** Remembers whom an accepted token stands for, so that a token that comes again costs microseconds. */
import { hash } from "node:crypto";
import type { Principal } from "#core/principal";
import { frozenBytes } from "./frozen-bytes.ts";
import type { VerifiedToken } from "./token-verifier.ts";

/** How much is remembered; beyond, what was not asked for the longest time is forgotten. */
export interface MemoryLimits {
  readonly tokens: number;
  /** Of the principals, roughly. */
  readonly bytes: number;
}

/** A thousand callers of a busy API, in a thirtieth of the smallest function's memory. */
const usualLimits: MemoryLimits = { tokens: 1000, bytes: 4_194_304 };

interface Remembered {
  readonly principal: Principal;
  readonly bytes: number;
  readonly until: number;
  readonly current: () => boolean;
}

/**
 * Only accepted tokens are remembered, by the SHA-256 of the whole token: what strangers send leaves no trace, and no
 * token can be read out of the memory. Principals are frozen, because several requests get the same one.
 */
export class TokenMemory {
  readonly #now: () => number;
  readonly #limits: MemoryLimits;
  /** In the order in which tokens were last asked for. */
  readonly #remembered = new Map<string, Remembered>();
  #bytes = 0;

  /** @param now milliseconds since 1970-01-01T00:00Z */
  constructor(now: () => number, limits: MemoryLimits = usualLimits) {
    this.#now = now;
    this.#limits = limits;
  }

  /**
   * Whom a token stands for that was accepted before and would be accepted again.
   * @param by what the token was checked by: an endpoint, or empty for the key sets
   */
  recall(by: string, token: string): Principal | undefined {
    const key = digest(by, token);
    const found = this.#remembered.get(key);
    if (found === undefined) return undefined;
    this.#forget(key, found);
    if (this.#now() >= found.until || !found.current()) return undefined;
    this.#keep(key, found);
    return found.principal;
  }

  /** Remembers an accepted token for as long as its verification allows. */
  remember(by: string, token: string, principal: Principal, verified: VerifiedToken): void {
    const { rememberUntil, current } = verified;
    if (!(rememberUntil > this.#now())) return;
    const key = digest(by, token);
    const known = this.#remembered.get(key);
    if (known !== undefined) this.#forget(key, known);
    const bytes = frozenBytes(principal);
    if (bytes > this.#limits.bytes) return;
    this.#keep(key, { principal, bytes, until: rememberUntil, current });
    for (const [oldest, each] of this.#remembered) {
      if (this.#remembered.size <= this.#limits.tokens && this.#bytes <= this.#limits.bytes) break;
      this.#forget(oldest, each);
    }
  }

  #keep(key: string, remembered: Remembered): void {
    this.#remembered.set(key, remembered);
    this.#bytes += remembered.bytes;
  }

  #forget(key: string, remembered: Remembered): void {
    this.#remembered.delete(key);
    this.#bytes -= remembered.bytes;
  }
}

function digest(by: string, token: string): string {
  return hash("sha256", `${by}\0${token}`, "base64");
}
