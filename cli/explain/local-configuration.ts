/** What the authorizer function would be configured with, made as a synthesis makes it, without writing it anywhere. */
import type { Settings } from "#core/settings/schema";
import { policyFiles } from "#infra/policy-files";
import type { Configuration } from "../../functions/authorizer/configuration.ts";

/**
 * The configuration for these settings.
 * @param compiledPolicy the folder of the compiled policy; absent: that of this repository
 * @throws SynthesisRefusal when the compiled policy is not there, or has no such decision
 */
export async function localConfiguration(
  settings: Settings,
  compiledPolicy?: string,
): Promise<Configuration> {
  const files = await policyFiles(settings, compiledPolicy);
  const wasm = files["policy.wasm"];
  if (!(wasm instanceof Uint8Array)) return { settings, apiKeySecretArn: undefined, policy: undefined };
  const { revision } = JSON.parse(String(files["policy.json"])) as { readonly revision: string };
  const data: unknown = JSON.parse(String(files["policy-data.json"]));
  return { settings, apiKeySecretArn: undefined, policy: { wasm, data, revision } };
}
