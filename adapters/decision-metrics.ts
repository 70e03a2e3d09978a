/** Turns a decision line into metrics, by members that CloudWatch reads out of the log by itself. */
import { decisionMetrics } from "#core/settings/metrics";
import { countedReasons } from "./counted-reasons.ts";

/** Where the metrics go, and what is too long. */
export interface MetricOptions {
  readonly namespace: string;
  /** Milliseconds; a decision that took as long has overrun its budget. */
  readonly budgetMilliseconds: number;
}

/** What is counted of a decision. */
interface CountedDecision {
  readonly outcome: string;
  readonly reason: string;
  readonly totalMilliseconds: number;
  readonly principalKind?: string;
}

/** A metric of the line, by the name of its member. */
interface Metric {
  readonly Name: string;
  readonly Unit: "Count" | "Milliseconds";
}

/**
 * The members to add to a decision line (CloudWatch user guide, "Specification: Embedded metric format"). Dimensions
 * are members that the line has anyway: the outcome, and for the count of decisions also the product's own reason
 * codes. Neither holds anything of the caller, and their number is bounded, as is that of the metrics that are paid.
 * Rare events are counted only when they happen, since a metric that is never sent costs nothing.
 *
 * But for the time, lines that count the same have the same text, which is written out for the first of them.
 * @returns a function that gives the members as they stand in JSON, without braces around them; its `now` is
 * milliseconds since 1970-01-01T00:00Z
 */
export function metricMembers({
  namespace,
  budgetMilliseconds,
}: MetricOptions): (line: CountedDecision, now: number) => string {
  const texts: string[] = [];
  return ({ outcome, reason, totalMilliseconds, principalKind }, now) => {
    const byReason = countedReasons.has(reason);
    const overrun = totalMilliseconds >= budgetMilliseconds || reason === "deadline_exceeded";
    // Without a credential the caller is the anonymous principal; with one that was rejected there is none.
    const rejected = outcome === "challenged" && principalKind === undefined;
    const kind = (byReason ? 1 : 0) + (overrun ? 2 : 0) + (rejected ? 4 : 0);
    texts[kind] ??= textBeforeTime(namespace, byReason, [
      ...(overrun ? [decisionMetrics.budgetOverruns] : []),
      ...(rejected ? [decisionMetrics.rejectedCredentials] : []),
    ]);
    return `${texts[kind]},"Timestamp":${now}}`;
  };
}

/** The members up to the last one of `_aws`, which is the time. */
function textBeforeTime(namespace: string, byReason: boolean, events: readonly string[]): string {
  const directive = (dimensions: readonly (readonly string[])[], metrics: readonly Metric[]) => ({
    Namespace: namespace,
    Dimensions: dimensions,
    Metrics: metrics,
  });
  const byOutcome = ["outcome"];
  const members = {
    [decisionMetrics.decisions]: 1,
    ...Object.fromEntries(events.map((name) => [name, 1])),
    _aws: {
      CloudWatchMetrics: [
        directive(byReason ? [byOutcome, ["outcome", "reason"]] : [byOutcome], [
          { Name: decisionMetrics.decisions, Unit: "Count" },
        ]),
        directive(
          [byOutcome],
          [
            { Name: decisionMetrics.duration, Unit: "Milliseconds" },
            ...events.map((name) => ({ Name: name, Unit: "Count" as const })),
          ],
        ),
      ],
    },
  };
  // `_aws` is the last member: its end and that of the whole are left out.
  return JSON.stringify(members).slice(1, -"}}".length);
}
