/** Writes one JSON line per decision and per fault to standard output, where Lambda's log takes it from. */
import type { DecisionRecord } from "#core/decision-trace";
import { type MetricOptions, metricMembers } from "./decision-metrics.ts";
import { writeLine } from "./log-line.ts";

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
  return (line) => {
    const now = new Date();
    const level = line.outcome === "fault" ? "ERROR" : "INFO";
    writeLine({
      timestamp: now.toISOString(),
      level,
      message: "decision",
      ...line,
      ...(metrics !== undefined && metricMembers(line, metrics, now.getTime())),
    });
  };
}
