/** Explains one request on the terminal. */
import path from "node:path";
import { type Caller, callerOf } from "#cli/explain/caller/caller";
import { namedCaller } from "#cli/explain/caller/named-caller";
import { namedRequest, type RequestOptions } from "#cli/explain/request/named-request";
import { explanationText } from "#cli/explain/text/explanation-text";
import { printable } from "#cli/explain/text/printable";
import { settingsOf } from "#cli/settings-of";
import type { Terminal } from "#cli/terminal";
import type { Settings } from "#core/settings/schema";
import type { Configuration } from "../../functions/authorizer/configuration.ts";
import { explainedRequest } from "./explained-request.ts";
import { localConfiguration } from "./local-configuration.ts";

/** What the options of the command say. */
export interface ExplainOptions extends RequestOptions {
  readonly as: string;
  readonly settings: string;
  readonly policy?: string;
  readonly scope: readonly string[];
  readonly keyId?: string;
  readonly list?: true;
  readonly api?: string;
  readonly apiHeader: readonly string[];
  readonly json?: true;
}

/** What is asked with, whatever is asked. */
export interface Explained {
  readonly settings: Settings;
  readonly configuration: Configuration;
  readonly caller: Caller;
}

/** Reads settings, policy and caller, as the options name them. */
export async function explained(options: ExplainOptions, terminal: Terminal): Promise<Explained> {
  const settings = settingsOf(options.settings, "--settings <file>");
  const compiled = options.policy === undefined ? undefined : path.resolve(options.policy);
  const configuration = await localConfiguration(settings, compiled);
  const caller = await callerOf(await namedCaller(options.as, terminal), settings, options);
  return { settings, configuration, caller };
}

/** Writes the explanation. */
export async function explainRequest(
  method: string,
  target: string,
  options: ExplainOptions,
  terminal: Terminal,
): Promise<void> {
  const { settings, configuration, caller } = await explained(options, terminal);
  const request = namedRequest(method, target, options, settings);
  const explanation = await explainedRequest(configuration, request, caller);
  const text = options.json ? `${JSON.stringify(explanation, null, 2)}\n` : explanationText(explanation);
  terminal.write(printable(text));
}
