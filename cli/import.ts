/** `ogc-api-authorizer import`: makes settings of ours of those of another server that protects an OGC API. */
import { Command, InvalidArgumentError, Option } from "commander";
import { importFastgeoapi } from "#cli/import/fastgeoapi/import-fastgeoapi";
import type { FastgeoapiOptions } from "#cli/import/fastgeoapi/reading";
import { type EnvState, prefixes } from "#cli/import/fastgeoapi/setting-names";
import { importPanoramax } from "#cli/import/panoramax/import-panoramax";
import type { PanoramaxOptions } from "#cli/import/panoramax/reading";
import { type OutputOptions, runImport } from "#cli/import/run-import";
import type { Terminal } from "./terminal.ts";

const help = `
Nothing is written when anything is wrong: every mistake is told with its remedy, and the exit code is 1. What works
otherwise than before goes to standard error. No secret is ever printed: secrets go into files that only you can read,
in a folder beside the settings, or to AWS Secrets Manager by --secrets-manager. Only the file is read, and not what the
environment of the server says otherwise.
`;

const fastgeoapiHelp = `
All three schemes are taken over, also several at once: API keys, tokens by JWKS, and OpenID Connect with OPA.

Examples:
  npx ogc-api-authorizer import fastgeoapi .env
  npx ogc-api-authorizer import fastgeoapi .env --env-state prod --output prod.json --secrets-manager geo/prod
  npx ogc-api-authorizer import fastgeoapi .env --issuer https://login.example.org/ --audience geodata
${help}`;

/** The command and its commands. */
export function importCommand(terminal: Terminal): Command {
  const command = new Command("import")
    .description("Makes settings of those of another server that protects an OGC API.")
    .addHelpText("after", help)
    .showHelpAfterError("(--help tells more)");
  command.addCommand(fastgeoapiCommand(terminal));
  command.addCommand(panoramaxCommand(terminal));
  return command;
}

function fastgeoapiCommand(terminal: Terminal): Command {
  const command = new Command("fastgeoapi")
    .description("Reads the .env file of fastgeoapi.")
    .argument("<file>", "the .env file")
    .addOption(
      new Option("--env-state <state>", "whose settings are meant (default: ENV_STATE of the file)").choices(
        Object.keys(prefixes) as EnvState[],
      ),
    )
    .option("--issuer <address>", "the `iss` of tokens, where the file does not say it", filled)
    .addOption(repeatable("--audience <text>", "an `aud`, one of which tokens must have"))
    .addOption(repeatable("--client-id <id>", "a client whose tokens are taken"))
    .option("--no-base-path-in-input", "OPA's policy was written without the mount path in request_path")
    .option("--replace-unusable-keys", "give a key that is too short a random one in its place")
    .addHelpText("after", fastgeoapiHelp)
    .action((file: string, options: FastgeoapiOptions & OutputOptions) =>
      runImport("fastgeoapi", file, (env) => importFastgeoapi(env, options), options, terminal),
    );
  return withOutput(command);
}

function panoramaxCommand(terminal: Terminal): Command {
  const command = new Command("panoramax")
    .description("Reads the .env file of the Panoramax API (GeoVisio).")
    .argument("<file>", "the .env file")
    .addOption(repeatable("--audience <text>", "an `aud`, one of which tokens must have"))
    .addHelpText("after", help)
    .action((file: string, options: PanoramaxOptions & OutputOptions) =>
      runImport("Panoramax", file, (env) => importPanoramax(env, options), options, terminal),
    );
  return withOutput(command);
}

/** Adds the options that say where everything goes. */
function withOutput(command: Command): Command {
  return command
    .option("--function-arn <ARN>", "the Lambda function that serves the API", filled)
    .option("--output <file>", "the settings file to write", "settings.json")
    .option("--force", "replace files and secrets that are there")
    .option("--secrets-manager <prefix>", "put secrets there, as <prefix>/api-keys and so on", secretPrefix)
    .option("--region <region>", "with --secrets-manager: the AWS region (default: as the AWS SDK finds it)")
    .option("--profile <profile>", "with --secrets-manager: the profile of the AWS files");
}

function repeatable(flags: string, description: string): Option {
  return new Option(flags, `${description}; may be repeated`)
    .default([], "none")
    .argParser((text: string, before: readonly string[]) => [...before, filled(text)]);
}

function filled(text: string): string {
  if (text !== text.trim() || text === "") {
    throw new InvalidArgumentError("It must not be empty, and have no white space around it.");
  }
  return text;
}

function secretPrefix(text: string): string {
  if (!/^[A-Za-z0-9/_+=.@-]{1,200}$/.test(text) || text.endsWith("/")) {
    throw new InvalidArgumentError("It must be of letters, digits and /_+=.@- and not end with a slash.");
  }
  return text;
}
