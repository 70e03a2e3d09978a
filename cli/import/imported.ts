/** What an import makes of somebody else's settings: ours, the secrets beside them, and what will be different. */
import type { SettingsInput } from "#core/settings/schema";

/** A secret that was in the settings that were read; its text is never printed. */
export interface ImportedSecret {
  /** How its file is named, and the end of its name in Secrets Manager. */
  readonly name: "api-keys" | "login-client";
  /** The whole text of one secret in Secrets Manager, as the authorizer or the log-in reads it. */
  readonly text: string;
}

/** ARNs of secrets that are in Secrets Manager already, by name. */
export type SecretArns = Readonly<Partial<Record<ImportedSecret["name"], string>>>;

/** Settings as they are written, whose members that start with `//` are remarks. */
export type WrittenSettings = SettingsInput & { readonly [remark: `//${string}`]: unknown };

/** The result of an import that can be used. */
export interface Imported {
  readonly secrets: readonly ImportedSecret[];
  /**
   * The settings, which validate and synthesize as they are.
   * @param arns of the secrets that have been put into Secrets Manager; the others are the stack's own or files yet
   */
  settings(arns: SecretArns): WrittenSettings;
  /** Where the server is on this machine, as far as its settings tell. */
  readonly serverAddress: string;
  /** What works otherwise than before, and what is left to do: a sentence each, without a secret. */
  readonly differences: readonly string[];
}

/** Why nothing is written: the setting at fault and what to change. Never holds a value that may be secret. */
export interface ImportMistake {
  readonly variable: string;
  readonly remedy: string;
}
