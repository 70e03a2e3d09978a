/** A CloudWatch dashboard of the decisions: how many, how long, what was refused and what failed. */
import { type Alarm, AlarmStatusWidget, Dashboard, GraphWidget } from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import type { DecisionMetrics } from "./decision-metrics.ts";

/** What a dashboard shows. */
export interface DecisionDashboardProps {
  readonly metrics: DecisionMetrics;
  readonly alarms: readonly Alarm[];
}

/** Half of the dashboard's 24 columns. */
const width = 12;

/** Kinds of faults, as the graph stacks its legend. */
const faultOrder = ["keySet", "tokenCheck", "policy", "secret", "keyTable", "product"] as const;

/** Makes the dashboard; CloudFormation names it, so that two deployments never fight over one name. */
export function decisionDashboard(
  scope: Construct,
  id: string,
  { metrics, alarms }: DecisionDashboardProps,
): void {
  new Dashboard(scope, id, {
    widgets: [
      [new AlarmStatusWidget({ title: "Alarms", alarms: [...alarms], width: 2 * width })],
      [
        new GraphWidget({
          title: "Decisions by outcome",
          width,
          stacked: true,
          left: (["allowed", "challenged", "forbidden", "fault"] as const).map((outcome) =>
            metrics.decisions(outcome),
          ),
        }),
        new GraphWidget({
          title: "Milliseconds of an allowed decision",
          width,
          left: ["p50", "p99", "Maximum"].map((statistic) => metrics.duration("allowed", statistic)),
        }),
      ],
      [
        new GraphWidget({
          title: "Shares of refusals",
          width,
          left: [metrics.rejectedCredentials(1), metrics.forbidden(1)],
        }),
        new GraphWidget({
          title: "Faults by kind, and budget overruns",
          width,
          left: [...faultOrder.flatMap((kind) => metrics.faults(kind) ?? []), metrics.budgetOverruns()],
        }),
      ],
    ],
  });
}
