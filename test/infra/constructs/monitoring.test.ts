/** Metrics, alarms and the dashboard: what is watched, when somebody is told, and that nothing is billed unasked. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import type { Template } from "aws-cdk-lib/assertions";
import { faultKinds, managedKeyFaults } from "#core/settings/metrics";
import type { SettingsInput } from "#core/settings/schema";
import { bothSchemes, templateOf } from "../synthesized-stack.ts";

const topicArn = "arn:aws:sns:eu-central-1:123456789012:geodata-alarms";
const monitored = (monitoring: SettingsInput["monitoring"]) =>
  templateOf({ ...bothSchemes, apiKeys: { managed: {} }, monitoring });
const monitoredWithoutManagedKeys = () => templateOf({ ...bothSchemes, monitoring: {} });

interface AlarmMetric {
  readonly Id: string;
  readonly Expression?: string;
  readonly MetricStat?: {
    readonly Period: number;
    readonly Stat: string;
    readonly Metric: {
      readonly MetricName: string;
      readonly Namespace: string;
      readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
    };
  };
}

interface AlarmProperties {
  readonly Threshold: number;
  readonly AlarmDescription: string;
  readonly TreatMissingData: string;
  readonly ComparisonOperator: string;
  readonly EvaluationPeriods: number;
  readonly AlarmActions?: readonly unknown[];
  readonly OKActions?: readonly unknown[];
  readonly Metrics: readonly AlarmMetric[];
}

/** The alarms by the name that the construct gives them. */
function alarmsOf(template: Template): Record<string, AlarmProperties> {
  const found = Object.entries(template.findResources("AWS::CloudWatch::Alarm"));
  return Object.fromEntries(
    found.map(([id, { Properties }]) => [id.replace(/^Monitoring(.*)[0-9A-F]{8}$/, "$1"), Properties]),
  );
}

/** What an alarm counts: `metric: dimension values`. */
function watched({ Metrics }: AlarmProperties): string[] {
  return Metrics.flatMap(({ MetricStat }) => {
    if (MetricStat === undefined) return [];
    const { MetricName, Dimensions } = MetricStat.Metric;
    return [`${MetricName}: ${Dimensions.map(({ Value }) => Value).join(", ")}`];
  }).sort();
}

test("without monitoring there is no alarm and no dashboard", () => {
  const template = templateOf(bothSchemes);
  template.resourceCountIs("AWS::CloudWatch::Alarm", 0);
  template.resourceCountIs("AWS::CloudWatch::Dashboard", 0);
});

describe("monitoring", () => {
  const template = monitored({});
  const alarms = alarmsOf(template);

  test("has an alarm for every kind of fault, for spent budgets and for both shares of refusals", () => {
    assert.deepEqual(Object.keys(alarms).sort(), [
      "BudgetOverruns",
      "Forbidden",
      "KeySetFaults",
      "KeyTableFaults",
      "PolicyFaults",
      "ProductFaults",
      "RejectedCredentials",
      "SecretFaults",
      "TokenCheckFaults",
    ]);
  });

  test("watches no table where no keys are managed, and none of the faults that only those can have", () => {
    const plain = monitoredWithoutManagedKeys();
    assert.deepEqual(
      Object.keys(alarms).filter((name) => !(name in alarmsOf(plain))),
      ["KeyTableFaults"],
    );
    const text = JSON.stringify(plain.toJSON());
    for (const code of managedKeyFaults) {
      assert.ok(JSON.stringify(template.toJSON()).includes(code), code);
      assert.ok(!text.includes(code), code);
    }
  });

  test("watches every fault by its code in one alarm; a spent budget has a metric of its own", () => {
    const faults = Object.entries(alarms).flatMap(([name, alarm]) =>
      name.endsWith("Faults") ? watched(alarm) : [],
    );
    const codes = Object.keys(faultKinds).filter((code) => code !== "deadline_exceeded");
    assert.deepEqual(faults.sort(), codes.map((code) => `decisions: fault, ${code}`).sort());
    assert.deepEqual(alarms.BudgetOverruns && watched(alarms.BudgetOverruns), [
      "budgetOverruns: allowed",
      "budgetOverruns: challenged",
      "budgetOverruns: fault",
      "budgetOverruns: forbidden",
    ]);
  });

  test("takes refusals as a share of all decisions, and only when there are enough of them", () => {
    const every = ["allowed", "challenged", "fault", "forbidden"].map((outcome) => `decisions: ${outcome}`);
    const { RejectedCredentials, Forbidden } = alarms;
    assert.ok(RejectedCredentials && Forbidden);
    assert.deepEqual(watched(RejectedCredentials), [...every, "rejectedCredentials: challenged"]);
    assert.deepEqual([...new Set(watched(Forbidden))], every);
    for (const { Metrics } of [RejectedCredentials, Forbidden]) {
      assert.match(Metrics[0]?.Expression ?? "", /^IF\(\(.*\) >= 100, 100 \* FILL\(\w+, 0\) \/ \(.*\), 0\)$/);
    }
  });

  test("counts this deployment's metrics over five minutes, and a quiet time raises nothing", () => {
    for (const [name, alarm] of Object.entries(alarms)) {
      assert.equal(alarm.TreatMissingData, "notBreaching", name);
      assert.equal(alarm.ComparisonOperator, "GreaterThanOrEqualToThreshold");
      assert.equal(alarm.EvaluationPeriods, 1);
      assert.match(alarm.AlarmDescription, /^geodata: /);
      for (const { MetricStat } of alarm.Metrics.filter((metric) => metric.MetricStat !== undefined)) {
        assert.equal(MetricStat?.Metric.Namespace, "ogc-api-authorizer/geodata");
        assert.equal(MetricStat.Period, 300);
        assert.equal(MetricStat.Stat, "Sum");
      }
    }
  });

  test("stays within the ten metrics that one alarm can ask for", () => {
    for (const [name, { Metrics }] of Object.entries(alarms)) assert.ok(Metrics.length <= 10, name);
  });

  test("reads as many metrics as docs/operations.md says are billed", () => {
    const text = readFileSync(new URL("../../../docs/operations.md", import.meta.url), "utf8");
    const billed = (of: typeof alarms) => {
      const read = Object.values(of).flatMap((alarm) => watched(alarm)).length;
      return `the ${Object.keys(of).length} alarms read ${read}`;
    };
    const told = `${billed(alarmsOf(monitoredWithoutManagedKeys()))}; with managed keys ${billed(alarms)} |`;
    assert.ok(text.includes(told), told);
  });

  test("tells nobody without a topic, and a topic of every alarm and its end", () => {
    for (const alarm of Object.values(alarms)) assert.equal("AlarmActions" in alarm, false);
    for (const alarm of Object.values(alarmsOf(monitored({ topicArn })))) {
      assert.deepEqual(alarm.AlarmActions, [topicArn]);
      assert.deepEqual(alarm.OKActions, [topicArn]);
    }
  });

  test("takes every threshold and the period from the settings", () => {
    const changed = alarmsOf(
      monitored({
        alarms: {
          periodMinutes: 1,
          faults: 2,
          budgetOverruns: 3,
          rejectedCredentialsPercent: 4,
          forbiddenPercent: 6,
          leastDecisions: 7,
        },
      }),
    );
    const thresholds = Object.entries(changed).map(([name, { Threshold }]) => [name, Threshold]);
    assert.deepEqual(Object.fromEntries(thresholds), {
      KeySetFaults: 2,
      KeyTableFaults: 2,
      PolicyFaults: 2,
      SecretFaults: 2,
      TokenCheckFaults: 2,
      ProductFaults: 2,
      BudgetOverruns: 3,
      RejectedCredentials: 4,
      Forbidden: 6,
    });
    assert.match(changed.Forbidden?.Metrics[0]?.Expression ?? "", />= 7,/);
    assert.equal(changed.Forbidden?.Metrics[1]?.MetricStat?.Period, 60);
  });

  test("shows a dashboard unless it is not wanted", () => {
    const body = JSON.stringify(template.findResources("AWS::CloudWatch::Dashboard"));
    for (const title of ["Alarms", "Decisions by outcome", "Shares of refusals", "Faults by kind"]) {
      assert.ok(body.includes(title), title);
    }
    monitored({ dashboard: false }).resourceCountIs("AWS::CloudWatch::Dashboard", 0);
    assert.equal(Object.keys(alarmsOf(monitored({ dashboard: false }))).length, 9);
  });
});
