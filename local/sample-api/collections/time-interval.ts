/** The parameter `datetime`. */

/** A time interval, milliseconds since 1970-01-01T00:00Z; open ends are infinite. */
export interface TimeInterval {
  readonly from: number;
  readonly to: number;
}

const dayMilliseconds = 86_400_000;
const instantSyntax = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2}))?$/;

/**
 * An instant or an interval, open where an end is `..` or empty (OGC 17-069r4 section 7.15.4). A date is the whole
 * day.
 * @returns `undefined` for anything else
 */
export function timeInterval(text: string): TimeInterval | undefined {
  const [start = "", end = start, ...more] = text.split("/");
  const isInterval = text.includes("/");
  const from = isInterval && isOpen(start) ? Number.NEGATIVE_INFINITY : instant(start)?.from;
  const to = isInterval && isOpen(end) ? Number.POSITIVE_INFINITY : instant(end)?.to;
  if (from === undefined || to === undefined || from > to || more.length > 0) return undefined;
  return { from, to };
}

/** Whether a feature's time, if it has one that can be read, is in the interval; without one, it always holds. */
export function holdsIn(time: unknown, { from, to }: TimeInterval): boolean {
  const own = typeof time === "string" ? instant(time) : undefined;
  return own === undefined || (own.from <= to && own.to >= from);
}

function isOpen(end: string): boolean {
  return end === "" || end === "..";
}

function instant(text: string): TimeInterval | undefined {
  const from = instantSyntax.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(from)) return undefined;
  return { from, to: text.includes("T") ? from : from + dayMilliseconds - 1 };
}
