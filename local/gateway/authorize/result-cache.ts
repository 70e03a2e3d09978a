/** Remembers authorizers' results for as long as the template says. */
import type { AuthorizerResult } from "./authorizer-result.ts";

/** A cache of results; it holds whole results, so that the policy is evaluated anew for every request. */
export interface ResultCache {
  get(key: string): AuthorizerResult | undefined;
  set(key: string, result: AuthorizerResult, ttlSeconds: number): void;
}

/** How many results are held; the oldest goes first. */
const capacity = 10_000;

/**
 * An empty cache.
 * @param now milliseconds; `Date.now` outside of tests
 */
export function resultCache(now: () => number): ResultCache {
  const entries = new Map<string, { readonly result: AuthorizerResult; readonly until: number }>();
  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined || entry.until > now()) return entry?.result;
      entries.delete(key);
      return undefined;
    },
    set(key, result, ttlSeconds) {
      entries.delete(key);
      entries.set(key, { result, until: now() + ttlSeconds * 1000 });
      const [oldest] = entries.keys();
      if (entries.size > capacity && oldest !== undefined) entries.delete(oldest);
    },
  };
}
