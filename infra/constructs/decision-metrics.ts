/** The metrics that decision lines carry, as alarms and dashboards ask CloudWatch for them. */
import { type IMetric, MathExpression, Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { Duration } from "aws-cdk-lib/core";
import {
  decisionMetrics,
  type FaultKind,
  faultKinds,
  managedKeyFaults,
  metricNamespace,
} from "#core/settings/metrics";

/** Every outcome of a decision, as the line writes it. */
const outcomes = ["allowed", "challenged", "forbidden", "fault"] as const;

/** An outcome of a decision. */
export type DecisionOutcome = (typeof outcomes)[number];

/** Which deployment's metrics are meant, and over which period. */
export interface DecisionMetricsProps {
  readonly stackName: string;
  readonly period: Duration;
  /** Whether it has managed keys, and so the faults that only those can have. */
  readonly managedKeys: boolean;
}

/** The metrics of one deployment over one period. */
export class DecisionMetrics {
  readonly #namespace: string;
  readonly #period: Duration;
  readonly #managedKeys: boolean;

  constructor({ stackName, period, managedKeys }: DecisionMetricsProps) {
    this.#namespace = metricNamespace(stackName);
    this.#period = period;
    this.#managedKeys = managedKeys;
  }

  /** How many decisions ended in an outcome, and for a reason where one is given. */
  decisions(outcome: DecisionOutcome, reason?: string): Metric {
    return this.#metric(decisionMetrics.decisions, "Sum", {
      outcome,
      ...(reason !== undefined && { reason }),
    });
  }

  /** Milliseconds from the event to the answer. */
  duration(outcome: DecisionOutcome, statistic: string): Metric {
    return this.#metric(decisionMetrics.duration, statistic, { outcome });
  }

  /** How many faults were of a kind; `undefined` for a kind that this deployment cannot have. */
  faults(kind: FaultKind): IMetric | undefined {
    const codes = Object.entries(faultKinds).flatMap(([code, of]) =>
      of === kind && (this.#managedKeys || !managedKeyFaults.has(code)) ? [code] : [],
    );
    if (codes.length === 0) return undefined;
    return this.#sum(
      `Faults: ${kind}`,
      codes.map((code) => this.decisions("fault", code)),
    );
  }

  /** How many decisions spent their whole budget, whatever they ended in. */
  budgetOverruns(): IMetric {
    const overruns = outcomes.map((outcome) =>
      this.#metric(decisionMetrics.budgetOverruns, "Sum", { outcome }),
    );
    return this.#sum("Budget overruns", overruns);
  }

  /** The share of decisions, in percent, in which a key or token was rejected; 0 while there are too few to say. */
  rejectedCredentials(leastDecisions: number): IMetric {
    const rejected = this.#metric(decisionMetrics.rejectedCredentials, "Sum", { outcome: "challenged" });
    return this.#share("Rejected credentials (%)", rejected, leastDecisions);
  }

  /** The share of decisions, in percent, that ended in a 403; 0 while there are too few to say. */
  forbidden(leastDecisions: number): IMetric {
    return this.#share("Forbidden (%)", this.decisions("forbidden"), leastDecisions);
  }

  #metric(metricName: string, statistic: string, dimensionsMap: Record<string, string>): Metric {
    return new Metric({
      namespace: this.#namespace,
      metricName,
      statistic,
      dimensionsMap,
      period: this.#period,
    });
  }

  #sum(label: string, metrics: readonly Metric[]): IMetric {
    return new MathExpression({
      label,
      expression: sumOf(metrics),
      usingMetrics: byId(metrics),
      period: this.#period,
    });
  }

  #share(label: string, part: Metric, leastDecisions: number): IMetric {
    const metrics = outcomes.map((outcome) => this.decisions(outcome));
    const all = sumOf(metrics);
    return new MathExpression({
      label,
      expression: `IF((${all}) >= ${leastDecisions}, 100 * ${sumOf([part])} / (${all}), 0)`,
      usingMetrics: byId([...metrics, part]),
      period: this.#period,
    });
  }
}

/** The name of a metric in expressions, which is the same wherever it stands: a graph may hold several expressions. */
function idOf({ metricName, dimensions = {} }: Metric): string {
  return [metricName, ...Object.values(dimensions)].join("_");
}

/** Metrics that were never sent count as 0, where a plain sum would be missing as a whole. */
function sumOf(metrics: readonly Metric[]): string {
  return metrics.map((metric) => `FILL(${idOf(metric)}, 0)`).join(" + ");
}

function byId(metrics: readonly Metric[]): Record<string, IMetric> {
  return Object.fromEntries(metrics.map((metric) => [idOf(metric), metric]));
}
