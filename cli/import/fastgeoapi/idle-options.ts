/** Options about schemes that the file does not switch on: whoever gave them believes that they do something. */
import type { EnvReader } from "../env-file/env-reader.ts";
import type { FastgeoapiOptions } from "./reading.ts";

/** Which schemes the file switches on. */
export interface SchemesOn {
  readonly keys: boolean;
  readonly jwks: boolean;
  readonly opa: boolean;
}

/** A mistake for every option that would be passed over. */
export function idleOptions(
  reader: EnvReader,
  prefix: string,
  options: FastgeoapiOptions,
  on: SchemesOn,
): void {
  const idle = (option: string, given: boolean, names: readonly string[]) => {
    if (!given) return;
    const off = names.map((name) => `${prefix}${name} is not true`).join(" and ");
    reader.mistake(option, `would do nothing, since ${off}: leave it out, or switch that on in the file`);
  };
  if (!on.keys) idle("--replace-unusable-keys", options.replaceUnusableKeys ?? false, ["API_KEY_ENABLED"]);
  if (!on.opa) idle("--no-base-path-in-input", !options.basePathInInput, ["OPA_ENABLED"]);
  if (on.jwks || on.opa) return;
  const tokens = ["JWKS_ENABLED", "OPA_ENABLED"];
  idle("--issuer", options.issuer !== undefined, tokens);
  idle("--audience", options.audience.length > 0, tokens);
  idle("--client-id", options.clientId.length > 0, tokens);
}
