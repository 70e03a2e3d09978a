/** A table of managed keys that is somewhere else than what the same function reads or the same API calls. */
import type { Settings } from "../schema.ts";
import type { SettingsMistake } from "../settings-mistake.ts";

/**
 * The authorizer asks DynamoDB and Secrets Manager where it runs, and knows the table by its name alone. So the table
 * is in the stack's account and region, and so are an existing backend and, up to the account, an existing secret;
 * where the stack itself will be, only the deployment knows.
 */
export function keyTablePlaceMistakes({ apiKeys, backend }: Settings): SettingsMistake[] {
  const tableArn = apiKeys?.managed?.tableArn;
  if (tableArn === undefined) return [];
  const table = placeOf(tableArn);
  const secret = apiKeys?.secretArn && placeOf(apiKeys.secretArn);
  const called = backend.kind === "lambda" ? placeOf(backend.functionArn) : undefined;
  const mistakes: SettingsMistake[] = [];
  const mistake = (remedy: string) => mistakes.push({ setting: "apiKeys.managed.tableArn", remedy });
  if (secret && secret.region !== table.region) {
    mistake(
      "must be in the region of `apiKeys.secretArn`: the authorizer reads both in the region it runs in",
    );
  }
  if (called && (called.region !== table.region || called.account !== table.account)) {
    mistake("must be in the account and region of `backend.functionArn`, which are the stack's");
  }
  return mistakes;
}

/** The place that an ARN names; the region with its partition. */
function placeOf(arn: string): { readonly region: string; readonly account: string | undefined } {
  const [, partition, , region, account] = arn.split(":");
  return { region: `${partition}:${region}`, account };
}
