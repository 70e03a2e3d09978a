/** `npm start`: the whole API on this machine, with what to try, until Ctrl-C. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Command, InvalidArgumentError, Option } from "commander";
import { configuredBasePath } from "#core/api-layout";
import { tokenScopes } from "#core/http/protected-resource";
import type { Settings } from "#core/settings/schema";
import { isSafeAddress } from "#core/settings/setting";
import { SettingsError } from "#core/settings/settings-mistake";
import { readSettingsFile } from "#settings/read-settings-file";
import { type LocalApi, startLocalApi } from "./local-api.ts";
import { backendByAddress, backendWarnings } from "./start/backend-by-address.ts";
import { decisionPrinter } from "./start/decision-text.ts";
import { functionLogText } from "./start/function-log-text.ts";
import { welcomeLines } from "./start/welcome.ts";

const sampleSettings = fileURLToPath(new URL("../settings/local.json", import.meta.url));

interface StartOptions {
  readonly port: number;
  readonly backend?: string;
  readonly opaUrl?: string;
  readonly opaTokenFile?: string;
  readonly secret: Readonly<Record<string, string>>;
  readonly apiKeys?: string;
  readonly settings: string;
}

const command = new Command("npm start --")
  .description("Serves the synthesized stack on this machine, behind an emulated API Gateway.")
  .addOption(
    new Option("--port <port>", "the gateway's port; 0: any free one").default(8080).argParser(portNumber),
  )
  .addOption(
    new Option("--backend <url>", "an OGC API of your own that runs at this address").argParser(localAddress),
  )
  .addOption(
    new Option("--opa-url <url>", "an OPA server that decides instead of the embedded policy").argParser(
      localAddress,
    ),
  )
  .addOption(
    new Option("--opa-token-file <file>", "a file that holds the bearer token which the OPA server asks for"),
  )
  .addOption(
    new Option(
      "--secret <arn=file>",
      "a file that holds the text of a secret which the settings name, of a client or of the API keys; may be given several times",
    )
      .default({}, "none")
      .argParser(secretFile),
  )
  .addOption(
    new Option(
      "--api-keys <file>",
      'a file that holds the API keys, as their secret does: {"pepper": "…", "keys": {"<name>": "<key>"}}',
    ),
  )
  .addOption(
    new Option("--settings <file>", "a settings file of your own").default(
      sampleSettings,
      "settings/local.json",
    ),
  )
  .action(run);

function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new InvalidArgumentError("It must be a number from 0 to 65535.");
  return port;
}

function localAddress(text: string): string {
  if (!isSafeAddress(text) || new URL(text).search !== "") {
    throw new InvalidArgumentError(
      "It must be an https address, or an http one of this machine, without a query.",
    );
  }
  return text.replace(/\/+$/, "");
}

/** One more secret: its text by its ARN. */
function secretFile(
  text: string,
  before: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const [, arn, file] = /^(\S+-[A-Za-z0-9]{6})=(.+)$/.exec(text) ?? [];
  if (arn === undefined || file === undefined)
    throw new InvalidArgumentError("It must be the ARN of a secret, an equals sign and the name of a file.");
  return { ...before, [arn]: file };
}

/** From a file and not from the command line, which every user of the machine may read. */
function textOf(file: string, what: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new Error(`the file ${file} cannot be read: name one that holds ${what}`);
  }
}

async function run(options: StartOptions): Promise<void> {
  const { port, backend, opaUrl, opaTokenFile, secret, apiKeys } = options;
  const settings = readSettingsFile(options.settings, "--settings <file>");
  if (settings.backend.kind === "lambda" && backend === undefined) {
    throw new Error(
      "the settings name an existing Lambda function, which is not here: say by --backend where it runs",
    );
  }
  const printer = decisionPrinter(console.log);
  const starting = startLocalApi({
    ...printer,
    settings,
    port,
    ...(opaUrl !== undefined && { opaUrl }),
    ...(opaTokenFile !== undefined && { opaToken: textOf(opaTokenFile, "the token by --opa-token-file") }),
    ...(apiKeys !== undefined && { apiKeySecret: textOf(apiKeys, "the API keys by --api-keys") }),
    secrets: Object.fromEntries(
      Object.entries(secret).map(([arn, file]) => [arn, textOf(file, "the text of a secret by --secret")]),
    ),
    ...(backend !== undefined && { backend: backendByAddress(backend) }),
    onLog(name, line) {
      const text = functionLogText(name, line);
      if (text !== undefined) console.log(text);
    },
  });
  endOnSignal(starting);
  const api = await starting;
  const isSample = options.settings === sampleSettings && backend === undefined && opaUrl === undefined;
  const warnings = backend === undefined ? [] : await backendWarnings(backend, api.url, settings);
  if (backend !== undefined && options.settings === sampleSettings) {
    warnings.push(
      "the access rules are those of settings/local.json, for the sample API: give your own by --settings",
    );
  }
  await sayWelcome(api, settings, isSample, warnings);
}

async function sayWelcome(
  api: LocalApi,
  settings: Settings,
  isSample: boolean,
  warnings: readonly string[],
): Promise<void> {
  const { issuer } = api;
  const scopes = tokenScopes(settings);
  const lines = welcomeLines({
    url: api.url + (configuredBasePath(settings) ?? ""),
    apiKeyHeader: settings.apiKeys?.header,
    apiKey: api.apiKey === "" ? undefined : api.apiKey,
    token: issuer && (await api.token({ scope: isSample ? "wells:read" : scopes.join(" ") })),
    managedKeys: settings.apiKeys?.managed && {
      stack: settings.name,
      awsEnvironment: api.awsEnvironment,
      apiKeyHeader: settings.apiKeys.header,
      refreshSeconds: settings.apiKeys.refreshSeconds,
    },
    tokenRequest: issuer && tokenRequest(issuer, scopes),
    isSample,
    warnings,
  });
  for (const line of lines) console.log(line);
}

/** A client credentials request (RFC 6749 section 4.4) to the development token issuer. */
function tokenRequest(issuer: NonNullable<LocalApi["issuer"]>, scopes: readonly string[]): string {
  const client = `-u ${issuer.clientId}:${issuer.clientSecret} -d grant_type=client_credentials`;
  const scope = scopes.length === 0 ? "" : ` -d 'scope=${scopes.join(" ")}'`;
  return `curl -s ${client}${scope} ${issuer.tokenEndpoint}`;
}

/** Ends everything at the first signal; a second one, for the impatient, ends this process at once. */
function endOnSignal(starting: Promise<LocalApi>): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => {
      process.once(signal, () => process.exit(1));
      starting.then((api) => api.close()).finally(() => process.exit(0));
    });
  }
}

/** What to say about an error that the one who started this can do something about. */
function explanation(error: Error): string {
  if (error instanceof SettingsError) return `the settings file cannot be used: ${error.message}`;
  const taken = "code" in error && error.code === "EADDRINUSE";
  return `npm start: ${taken ? "the port is taken: choose another by --port" : error.message}`;
}

try {
  await command.parseAsync();
} catch (error) {
  if (!(error instanceof Error)) throw error;
  console.error(explanation(error));
  process.exitCode = 1;
}
