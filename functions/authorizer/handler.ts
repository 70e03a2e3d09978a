/** The authorizer function: an API Gateway REQUEST event in, an IAM policy or one of two errors out. */
import { decisionLog } from "#adapters/decision-log";
import { metricNamespace } from "#core/settings/metrics";
import { authorizer } from "./authorizer.ts";
import { readConfiguration } from "./configuration.ts";
import { pipelineOf } from "./wiring.ts";

const taskRoot = process.env.LAMBDA_TASK_ROOT ?? ".";
const configuration = readConfiguration(taskRoot, process.env);
const { name, api, decision, monitoring } = configuration.settings;
const { budgetMilliseconds } = decision;
const pipeline = pipelineOf(configuration);
// A configuration that cannot be used is told in the log of every request, instead of a crash that tells once.
pipeline.catch(() => undefined);

/** Lambda calls this with the event of a REQUEST authorizer of a REST API. */
export const handler = authorizer({
  pipeline,
  name,
  realm: api.realm,
  domain: api.domain,
  budgetMilliseconds,
  log: decisionLog(monitoring && { namespace: metricNamespace(name), budgetMilliseconds }),
});
