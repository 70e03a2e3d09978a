/** What the authorizer function would be configured with, made as a synthesis makes it, without writing it anywhere. */
import type { Settings } from "#core/settings/schema";
import { policyFiles } from "#infra/policy-files";
import { staticKeySets } from "#infra/static-key-sets";
import type { Configuration } from "../../functions/authorizer/configuration.ts";

/**
 * The configuration for these settings. Key sets that are fetched at synth are left out: whoever asks about a token
 * that needs one has the issuer asked then.
 * @param compiledPolicy the folder of the compiled policy; absent: that of this repository
 * @throws SynthesisRefusal when the compiled policy is not there or has no such decision, or a key set cannot be used
 */
export async function localConfiguration(
  settings: Settings,
  compiledPolicy?: string,
): Promise<Configuration> {
  const files = await policyFiles(settings, compiledPolicy);
  const wasm = files["policy.wasm"];
  const configuration = {
    settings,
    apiKeySecretArn: undefined,
    apiKeyTableName: undefined,
    staticKeySets: await staticKeySets(settings.tokens, { fetches: false }),
  };
  if (!(wasm instanceof Uint8Array)) return { ...configuration, policy: undefined };
  const { revision } = JSON.parse(String(files["policy.json"])) as { readonly revision: string };
  const data: unknown = JSON.parse(String(files["policy-data.json"]));
  return { ...configuration, policy: { wasm, data, revision } };
}
