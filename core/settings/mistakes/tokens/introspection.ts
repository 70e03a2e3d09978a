/** Secrets that would be sent to an authorization server although they are no client's. */
import type { Settings } from "../../schema.ts";
import type { SettingsMistake } from "../../settings-mistake.ts";
import type { IntrospectionSettings } from "../../tokens/introspection.ts";

/** What is wrong with the secret by which an issuer is asked. */
export function introspectionMistakes(
  { introspection }: { readonly introspection?: IntrospectionSettings | undefined },
  { apiKeys, policy }: Settings,
): SettingsMistake[] {
  if (introspection === undefined) return [];
  const others = [apiKeys?.secretArn, policy.engine === "remote" ? policy.tokenSecretArn : undefined];
  return others.includes(introspection.clientSecretArn)
    ? [
        {
          setting: "introspection.clientSecretArn",
          remedy: "must be a secret of its own: that of the API keys or of OPA is no client's",
        },
      ]
    : [];
}
