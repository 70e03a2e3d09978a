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
 * @param now milliseconds since 1970-01-01T00:00Z
 */
export function metricMembers(
  line: CountedDecision,
  { namespace, budgetMilliseconds }: MetricOptions,
  now: number,
): Readonly<Record<string, unknown>> {
  const { outcome, reason, totalMilliseconds, principalKind } = line;
  const overrun = totalMilliseconds >= budgetMilliseconds || reason === "deadline_exceeded";
  // Without a credential the caller is the anonymous principal; with one that was rejected there is none.
  const rejected = outcome === "challenged" && principalKind === undefined;
  const events = {
    ...(overrun && { [decisionMetrics.budgetOverruns]: 1 }),
    ...(rejected && { [decisionMetrics.rejectedCredentials]: 1 }),
  };
  const directive = (dimensions: readonly (readonly string[])[], metrics: readonly Metric[]) => ({
    Namespace: namespace,
    Dimensions: dimensions,
    Metrics: metrics,
  });
  const byOutcome = ["outcome"];
  return {
    [decisionMetrics.decisions]: 1,
    ...events,
    _aws: {
      Timestamp: now,
      CloudWatchMetrics: [
        directive(countedReasons.has(reason) ? [byOutcome, ["outcome", "reason"]] : [byOutcome], [
          { Name: decisionMetrics.decisions, Unit: "Count" },
        ]),
        directive(
          [byOutcome],
          [
            { Name: decisionMetrics.duration, Unit: "Milliseconds" },
            ...Object.keys(events).map((name) => ({ Name: name, Unit: "Count" as const })),
          ],
        ),
      ],
    },
  };
}
