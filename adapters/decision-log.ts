/** Writes one JSON line per decision and per fault to standard output, where Lambda's log takes it from. */
import type { DecisionRecord } from "#core/decision-trace";
import { type MetricOptions, metricMembers } from "./decision-metrics.ts";
import { writeText } from "./log-line.ts";

/** A decision line; codes and ids only: no token, key, cookie, path or query value. */
export interface DecisionLine extends DecisionRecord {
  readonly outcome: "allowed" | "challenged" | "forbidden" | "fault";
  readonly reason: string;
  readonly requestId: string;
  readonly extendedRequestId: string;
  readonly totalMilliseconds: number;
  /** What the operator can do about a fault. */
  readonly remedy?: string;
}

/**
 * Writes decision lines. Synchronous: nothing runs after a function has answered.
 * @param metrics whether CloudWatch reads metrics out of the lines
 */
export function decisionLog(metrics?: MetricOptions): (line: DecisionLine) => void {
  const text = decisionText(metrics);
  return (line) => writeText(text(line, new Date()));
}

/**
 * The text of a line. Its members are made by JSON.stringify and put together here: no copies of the line have to be
 * made for it, and what is the same in every line is written out once.
 */
export function decisionText(metrics?: MetricOptions): (line: DecisionLine, now: Date) => string {
  const metricsOf = metrics && metricMembers(metrics);
  const timestamp = isoTimes();
  return (line, now) => {
    const level = line.outcome === "fault" ? "ERROR" : "INFO";
    const start = `"timestamp":"${timestamp(now)}","level":"${level}","message":"decision"`;
    // Without its braces; a line is never without members.
    const members = JSON.stringify(line).slice(1, -1);
    return metricsOf === undefined
      ? `{${start},${members}}`
      : `{${start},${members},${metricsOf(line, now.getTime())}}`;
  };
}

/** `toISOString`, of which all but the milliseconds is written out once a second: it would be a fifth of a line's cost. */
function isoTimes(): (time: Date) => string {
  let known = { second: Number.NaN, text: "" };
  return (time) => {
    const milliseconds = time.getTime();
    const second = Math.floor(milliseconds / 1000);
    if (second !== known.second) known = { second, text: time.toISOString().slice(0, -"000Z".length) };
    return `${known.text}${String(milliseconds - second * 1000).padStart(3, "0")}Z`;
  };
}
