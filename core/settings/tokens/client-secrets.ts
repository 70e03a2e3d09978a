/** Which secrets hold the clients that introspect tokens: a function must be able to read each, and nothing else. */
import type { TokenSettings } from "../tokens.ts";

/** A secret, and the first setting that names it. */
export interface ClientSecret {
  readonly arn: string;
  readonly setting: string;
}

/** Each secret once, however many issuers share it. */
export function clientSecrets(tokens: TokenSettings | undefined): readonly ClientSecret[] {
  const secrets = new Map<string, ClientSecret>();
  for (const kind of ["issuers", "opaque"] as const) {
    for (const [index, { introspection }] of (tokens?.[kind] ?? []).entries()) {
      const arn = introspection?.clientSecretArn;
      if (arn === undefined || secrets.has(arn)) continue;
      secrets.set(arn, { arn, setting: `tokens.${kind}[${index}].introspection.clientSecretArn` });
    }
  }
  return [...secrets.values()];
}
