/** Remembers whom an accepted token stands for, so that a token that comes again costs microseconds. */
import { hash } from "node:crypto";
import { frozenJson } from "#core/frozen-json";
import type { Principal } from "#core/principal";
import { jsonBytes } from "./json-bytes.ts";
import { RecencyMap } from "./recency-map.ts";
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
  /** Whether it has come again, so that more than one request has its principal. */
  shared: boolean;
}

/**
 * Only accepted tokens are remembered, by the SHA-256 of the whole token: what strangers send leaves no trace, and no
 * token can be read out of the memory. A principal is frozen before a second request gets it: tokens that come once, as
 * most do of a client that asks for a new one each time, need not pay for what they share with nobody.
 */
export class TokenMemory {
  readonly #now: () => number;
  readonly #limits: MemoryLimits;
  readonly #remembered = new RecencyMap<Remembered>();
  #bytes = 0;

  /** @param now milliseconds since 1970-01-01T00:00Z */
  constructor(now: () => number, limits: MemoryLimits = usualLimits) {
    this.#now = now;
    this.#limits = limits;
  }

  /**
   * Whom a token stands for that was accepted before and would be accepted again.
   * @param key what `tokenKey` makes of the token
   */
  recall(key: string): Principal | undefined {
    const found = this.#remembered.get(key);
    if (found === undefined) return undefined;
    if (!(this.#now() < found.until && found.current())) {
      this.#forgotten(this.#remembered.delete(key));
      return undefined;
    }
    if (!found.shared) frozenJson(found.principal);
    found.shared = true;
    return found.principal;
  }

  /**
   * Remembers an accepted token for as long as its verification allows.
   * @param key what `tokenKey` makes of the token
   */
  remember(key: string, principal: Principal, { rememberUntil, current }: VerifiedToken): void {
    if (!(rememberUntil > this.#now())) return;
    const bytes = jsonBytes(principal);
    if (bytes > this.#limits.bytes) {
      this.#forgotten(this.#remembered.delete(key));
      return;
    }
    this.#forgotten(
      this.#remembered.set(key, { principal, bytes, until: rememberUntil, current, shared: false }),
    );
    this.#bytes += bytes;
    while (this.#remembered.size > this.#limits.tokens || this.#bytes > this.#limits.bytes)
      this.#forgotten(this.#remembered.deleteOldest());
  }

  #forgotten(remembered: Remembered | undefined): void {
    this.#bytes -= remembered?.bytes ?? 0;
  }
}

/**
 * What a token is remembered by: the SHA-256 of the whole token and of what checks it.
 * @param by what the token is checked by: an endpoint, or empty for the key sets
 */
export function tokenKey(by: string, token: string): string {
  return hash("sha256", `${by}\0${token}`, "base64");
}
