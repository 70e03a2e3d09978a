/** A quiet process: the decision about a managed key, with more and more keys in the table. */
import { apiKeyTableVariable } from "#core/settings/environment";
import { memoryTable, storeOver } from "../keys/kept-keys.ts";
import { accessRules } from "../subject/access-rules.ts";
import { type DeployedFunction, deployedFunction } from "../subject/deployed-function.ts";
import { workQuietly } from "../subject/quiet-process.ts";
import { keyEvent } from "../subject/request.ts";
import { mustAllow } from "../subject/right-answer.ts";
import { counted, sizedTimes, spread } from "./sized-times.ts";
import { wiredHandler } from "./wired-handler.ts";

const sizes = [10, 1_000, 100_000] as const;

/** Keys that are asked for in turn, at each size. */
const asked = 10;

const effort = { warmUp: 3000, rounds: 100, operationsPerRound: 200 };

workQuietly(async () => {
  const deployed = await deployedFunction({ accessRules, apiKeys: { managed: {} } });
  const variables = { ...deployed.environment, [apiKeyTableVariable]: "in-this-process" };
  try {
    const withTable = { ...deployed, environment: variables };
    const sized = [];
    for (const size of sizes) {
      const name = counted(size, "managed key", "managed keys");
      sized.push({ name, run: await decisionsWith(size, withTable) });
    }
    const control = await decisionsWith(sizes[0], withTable);
    return [await sizedTimes(sized, control, effort)];
  } finally {
    await deployed.remove();
  }
});

/** Has every key looked up, so that as many are remembered as ever, and asks for a few in turn. */
async function decisionsWith(size: number, deployed: DeployedFunction) {
  const { keys, table } = memoryTable(size);
  const store = storeOver(table, Date.now);
  const handler = wiredHandler(deployed, { keys: store });
  for (const key of keys) await store.find(key);
  const events = spread(keys, asked).map((key) => keyEvent(key));
  for (const event of events) await mustAllow(`${size} keys`, handler, event);
  return (call: number) => handler(events[call % asked]);
}
