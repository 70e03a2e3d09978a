/** Introspection at a provider of the test's, with a clock and a secret that the test changes. */
import * as v from "valibot";
import { clientCredentials } from "#adapters/tokens/client-credentials";
import { introspection } from "#adapters/tokens/introspection";
import { type IntrospectionSettings, introspectionSettings } from "#core/settings/tokens/introspection";
import { noon } from "#test/contracts/opaque-token-verifier";
import type { Provider } from "./provider.ts";

const clientSecretArn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:introspection-AbCdEf";
type Changes = Partial<IntrospectionSettings>;

/** Introspection at a provider, with a clock that stands at noon unless a test moves it, and a count of secret reads. */
export function introspectingAt(provider: Provider, changes: Changes = {}) {
  const state = {
    now: noon,
    reads: 0,
    text: () => provider.secretText(),
    url: provider.introspectionUrl,
    discovered: false,
  };
  const client = clientCredentials(
    async () => {
      state.reads += 1;
      return { text: state.text(), createdAt: 0 };
    },
    "tokens.opaque[].introspection.clientSecretArn",
    () => state.now,
  );
  const ask = introspection({
    issuer: provider.url,
    settings: {
      ...v.parse(introspectionSettings, { clientSecretArn, timeoutMilliseconds: 5000 }),
      ...changes,
    },
    setting: "tokens.opaque[].introspection",
    client,
    endpoint: async () => ({ url: state.url, publicAddressesOnly: state.discovered }),
    clockSkewSeconds: 30,
    now: () => state.now,
  });
  return { ask, state };
}
