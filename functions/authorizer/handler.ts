/** The authorizer function: an API Gateway REQUEST event in, an IAM policy or one of two errors out. */
import { decisionLog } from "#adapters/decision-log";
import { metricNamespace } from "#core/settings/metrics";
import { authorizer } from "./authorizer.ts";
import { readConfiguration } from "./configuration.ts";
import { answerParts } from "./wiring.ts";

const taskRoot = process.env.LAMBDA_TASK_ROOT ?? ".";
const configuration = readConfiguration(taskRoot, process.env);
const { name, decision, monitoring } = configuration.settings;
const { budgetMilliseconds } = decision;

/** Lambda calls this with the event of a REQUEST authorizer of a REST API. */
export const handler = authorizer({
  ...answerParts(configuration),
  log: decisionLog(monitoring && { namespace: metricNamespace(name), budgetMilliseconds }),
});
