/** Settings of what is measured and who is told: metrics, alarms, dashboard and access log. */
import * as v from "valibot";
import { about, wholeNumber } from "./setting.ts";

const alarmSettings = v.strictObject({
  periodMinutes: v.optional(
    v.pipe(wholeNumber("minutes", 1, 60), about("The time over which an alarm counts.")),
    5,
  ),
  faults: v.optional(
    v.pipe(
      wholeNumber("faults", 1, 1_000_000),
      about(
        "Faults of one kind (key set, key table, token check, policy, secret, product) within the period that raise its alarm.",
      ),
    ),
    5,
  ),
  budgetOverruns: v.optional(
    v.pipe(
      wholeNumber("decisions", 1, 1_000_000),
      about("Decisions within the period that spent their whole budget and raise the alarm."),
    ),
    5,
  ),
  rejectedCredentialsPercent: v.optional(
    v.pipe(
      wholeNumber("percent", 1, 100),
      about("The share of decisions with a rejected key or token that raises the alarm."),
    ),
    50,
  ),
  forbiddenPercent: v.optional(
    v.pipe(
      wholeNumber("percent", 1, 100),
      about("The share of decisions that end in a 403 that raises the alarm."),
    ),
    50,
  ),
  leastDecisions: v.optional(
    v.pipe(
      wholeNumber("decisions", 1, 1_000_000),
      about("How many decisions a period must hold before a share of them raises an alarm."),
    ),
    100,
  ),
});

export const monitoringSettings = v.strictObject({
  topicArn: v.optional(
    v.pipe(
      v.string(),
      v.regex(
        /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/,
        "must be the ARN of an SNS topic that is not a FIFO topic",
      ),
      about(
        "An existing SNS topic of the same region, told of every alarm and of its end; absent: nobody is told.",
      ),
    ),
  ),
  alarms: v.optional(v.pipe(alarmSettings, about("When an alarm is raised.")), {}),
  dashboard: v.optional(
    v.pipe(v.boolean(), about("Whether the stack makes a CloudWatch dashboard of the metrics and alarms.")),
    true,
  ),
});

/** Monitoring as validated. */
export type MonitoringSettings = v.InferOutput<typeof monitoringSettings>;
