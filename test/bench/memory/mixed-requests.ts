/** What a busy function is asked: callers who come again, new ones, keys, and requests that are refused. */
import { closedCollection } from "../subject/closed-collection.ts";
import { itemsEvent, keyEvent, tokenEvent } from "../subject/request.ts";

/** What becomes of a request. */
export type Became = "allowed" | "refused" | "challenged";

/** A request, and what must become of it. */
export interface MixedRequest {
  readonly event: Record<string, unknown>;
  readonly becomes: Became;
}

/** What requests are made of. */
export interface Credentials {
  /** Tokens that come again and again. */
  readonly known: readonly string[];
  /** A token that was never shown. */
  readonly fresh: () => string;
  /** Keys of the secret. */
  readonly keys: readonly string[];
}

/** Of twenty requests six are of new callers; so many tokens have to be made beforehand. */
export const freshTokens = (requests: number): number => Math.ceil(requests / 20) * 6;

/** The request of a number: of twenty, six with a new token, two with a key, two that are challenged and two refused. */
export function mixedRequest(number: number, { known, fresh, keys }: Credentials): MixedRequest {
  const place = number % 20;
  // Another one at the same place of the next twenty, so that all have their turn.
  const turn = number + Math.floor(number / 20);
  const [token = "", key = ""] = [known[turn % known.length], keys[turn % keys.length]];
  if (place < 6) return { event: tokenEvent(fresh()), becomes: "allowed" };
  if (place < 8) return { event: keyEvent(key), becomes: "allowed" };
  if (place === 8) return { event: keyEvent(`${key}x`), becomes: "challenged" };
  if (place === 9) return { event: itemsEvent({}), becomes: "challenged" };
  if (place < 12) return { event: tokenEvent(token, closedCollection), becomes: "refused" };
  return { event: tokenEvent(token), becomes: "allowed" };
}
