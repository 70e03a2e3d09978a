/** Durations and times as operators write them. */
import { CommandRefusal } from "../../terminal.ts";

const secondsOf: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** Seconds: a hundred years; for longer there is --never-expires. */
const longest = 36_525 * 86_400;

/**
 * A duration in seconds: a whole number and a unit, such as 90d, 12h, 30m, 4w, or 0.
 * @param option its name, for the refusal
 */
export function durationOf(text: string, option: string): number {
  const seconds = duration(text);
  if (seconds === undefined) {
    throw new CommandRefusal(`${option} must be a duration such as 7d, 12h, 30m or 4w, or 0`);
  }
  return seconds;
}

/**
 * A point in time, whole seconds since 1970-01-01T00:00Z: a duration from now, a date (its first moment in UTC), or a
 * time with its zone (RFC 3339, seconds may be left out).
 * @param now milliseconds since 1970-01-01T00:00Z
 */
export function timeOf(text: string, option: string, now: number): number {
  const seconds = duration(text);
  if (seconds !== undefined) return Math.floor(now / 1000) + seconds;
  const at = time.test(text) ? Date.parse(text.toUpperCase()) : Number.NaN;
  if (Number.isNaN(at) || !isOnTheCalendar(text)) {
    throw new CommandRefusal(
      `${option} must be a duration such as 90d, a date such as 2027-01-31, or a time with its zone such as 2027-01-31T00:00Z`,
    );
  }
  return Math.floor(at / 1000);
}

const time = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d))?$/i;

/** `Date.parse` makes the 2nd of March of the 30th of February. */
function isOnTheCalendar(text: string): boolean {
  const date = text.slice(0, 10);
  return new Date(`${date}T00:00:00Z`).toISOString().startsWith(date);
}

function duration(text: string): number | undefined {
  if (text === "0") return 0;
  const [, count, unit = ""] = /^(\d{1,9})([smhdw])$/.exec(text) ?? [];
  const seconds = Number(count) * (secondsOf[unit] ?? Number.NaN);
  return seconds <= longest ? seconds : undefined;
}
