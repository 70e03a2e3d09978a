/** Alarms on what the authorizer decides, and a dashboard that shows them; nothing unless the settings ask for it. */
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { Topic } from "aws-cdk-lib/aws-sns";
import { Duration } from "aws-cdk-lib/core";
import { Construct } from "constructs";
import type { FaultKind } from "#core/settings/metrics";
import type { MonitoringSettings } from "#core/settings/monitoring";
import { decisionDashboard } from "./decision-dashboard.ts";
import { DecisionMetrics } from "./decision-metrics.ts";

/** What is watched, and how. */
export interface MonitoringProps {
  /** The name of the stack, by which its metrics are told from those of others. */
  readonly stackName: string;
  readonly settings: MonitoringSettings;
  /** Whether there are managed keys, whose faults are watched only then. */
  readonly managedKeys: boolean;
}

/** What an alarm on each kind of fault says; docs/operations.md says what to do. */
const faultAlarms: readonly (readonly [kind: FaultKind, id: string, description: string])[] = [
  ["keySet", "KeySetFaults", "The key set of a token issuer cannot be read, so tokens cannot be checked."],
  [
    "tokenCheck",
    "TokenCheckFaults",
    "An issuer that has to be asked about its tokens gives no usable answer, or refuses us.",
  ],
  ["policy", "PolicyFaults", "The policy gives no usable answer."],
  [
    "secret",
    "SecretFaults",
    "A secret, such as that of the API keys or of a client, cannot be read or used.",
  ],
  [
    "keyTable",
    "KeyTableFaults",
    "The table of managed API keys cannot be read in time, or a record in it cannot be used.",
  ],
  ["product", "ProductFaults", "The authorizer is set up wrongly, or has a defect."],
];

/**
 * Watches reason codes and not the function's errors, since every 401 counts as one. Alarms and dashboard are billed,
 * and an alarm that reaches nobody helps nobody: that is why they are made only where the settings have `monitoring`.
 */
export class Monitoring extends Construct {
  readonly #stackName: string;
  readonly #action: SnsAction | undefined;

  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    const { alarms, dashboard, topicArn } = props.settings;
    this.#stackName = props.stackName;
    this.#action =
      topicArn === undefined ? undefined : new SnsAction(Topic.fromTopicArn(this, "Topic", topicArn));
    const period = Duration.minutes(alarms.periodMinutes);
    const metrics = new DecisionMetrics({ ...props, period });
    const made = [
      ...faultAlarms.flatMap(([kind, alarmId, description]) => {
        const faults = metrics.faults(kind);
        return faults === undefined ? [] : [this.#alarm(alarmId, faults, alarms.faults, description)];
      }),
      this.#alarm(
        "BudgetOverruns",
        metrics.budgetOverruns(),
        alarms.budgetOverruns,
        "Decisions take as long as they may: something that the authorizer waits for is slow.",
      ),
      this.#alarm(
        "RejectedCredentials",
        metrics.rejectedCredentials(alarms.leastDecisions),
        alarms.rejectedCredentialsPercent,
        "Many callers come with a key or token that is rejected.",
      ),
      this.#alarm(
        "Forbidden",
        metrics.forbidden(alarms.leastDecisions),
        alarms.forbiddenPercent,
        "Many callers are refused what they ask for.",
      ),
    ];
    if (dashboard) decisionDashboard(this, "Dashboard", { metrics, alarms: made });
  }

  #alarm(id: string, metric: IMetric, threshold: number, description: string): Alarm {
    const alarm = new Alarm(this, id, {
      alarmDescription: `${this.#stackName}: ${description}`,
      metric,
      threshold,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      // A quiet night sends no metrics, which is no reason to wake anybody.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    if (this.#action !== undefined) {
      alarm.addAlarmAction(this.#action);
      alarm.addOkAction(this.#action);
    }
    return alarm;
  }
}
