/** Tokens as they are shown to every contestant, made before anything is measured. */
import { tokenEvent } from "./request.ts";
import type { BenchmarkIssuer } from "./token-issuer.ts";

/** A token, and the header that carries it: texts of one piece each, as they come out of parsed JSON. */
export interface ShownToken {
  readonly text: string;
  readonly header: string;
}

/** New tokens of issuers in turn. */
export function shownTokens(issuers: readonly BenchmarkIssuer[], count: number): ShownToken[] {
  return Array.from({ length: count }, (_, index) => {
    const text = issuers[index % issuers.length]?.token() ?? "";
    return { text: ofOnePiece(text), header: ofOnePiece(`Bearer ${text}`) };
  });
}

/** A text that was put together of others is copied on its first use, which would be counted as ours. */
const ofOnePiece = (text: string) => Buffer.from(text).toString("latin1");

/** One event that is given one token after the other, so that no time holds the making of events. */
export function eventOfTokens(collection?: string): (token: ShownToken) => Record<string, unknown> {
  const event = tokenEvent("", collection) as {
    readonly headers: Record<string, string>;
    readonly multiValueHeaders: Record<string, readonly string[]>;
  };
  return ({ header }) => {
    event.headers.Authorization = header;
    event.multiValueHeaders.Authorization = [header];
    return event as object as Record<string, unknown>;
  };
}
