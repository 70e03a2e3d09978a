/** Which parts of the authorizer its settings need at every start, although it reaches them by `import()`. */
import type { Settings } from "#core/settings/schema";

/** Paths from the project's root of modules that `functions/authorizer/wiring.ts` loads for these settings. */
export function partsAtStart({ apiKeys, tokens, policy }: Settings): string[] {
  return [
    apiKeys !== undefined && "functions/authorizer/api-key-stores.ts",
    apiKeys?.managed !== undefined && "adapters/api-keys/key-stores.ts",
    tokens !== undefined && tokens.issuers.length > 0 && "adapters/tokens/jwt-verifier.ts",
    policy.engine === "remote" ? "adapters/opa/remote.ts" : "adapters/opa/embedded.ts",
  ].filter((part) => part !== false);
}
