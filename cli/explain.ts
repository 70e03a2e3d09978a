/** `ogc-api-authorizer explain`: what the authorizer would answer to a request, and why; or all that a caller may do. */
import path from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { explainList } from "#cli/explain/explain-list";
import { type ExplainOptions, explainRequest } from "#cli/explain/explain-request";
import { isKeyName } from "#core/authenticate/api-key/key-record";
import { projectRoot } from "#infra/project-root";
import { CommandRefusal, type Terminal } from "./terminal.ts";

const help = `
--as names who asks:
  anonymous       a caller without a credential
  @<file>, -      a token, out of a file or from standard input; verified as the authorizer does, which asks the
                  issuer for its keys, or about an opaque token where that needs no secret. A token on the command line works as well, and others on this machine see it
  <file>.json     the claims of a token, signed for this question and then checked like any other; \`iss\` must be a
                  configured issuer, \`exp\` may be left out. With the \`iss\` of an issuer of opaque tokens: what it answers
  anything else   the name of an API key, static or managed, as if a valid key of that name had been shown; never the
                  key itself

The exit code is 0 whenever there is an explanation, whatever the outcome, and 1 where the question cannot be asked.

Examples:
  npx ogc-api-authorizer explain GET /collections/wells/items --as anonymous
  npx ogc-api-authorizer explain POST /collections/wells/items --content-type application/geo+json --as partner
  npx ogc-api-authorizer explain GET "/collections/wells/items?f=json" --settings my.json --as claims.json --json
  npx ogc-api-authorizer explain --list --api https://demo.pygeoapi.io/master --as partner
`;

const each = (text: string, before: readonly string[]) => [...before, text];

/** The command; it writes an explanation, whatever the outcome. */
export function explainCommand(terminal: Terminal): Command {
  return new Command("explain")
    .description("Says what the authorizer would answer to a request, and why. The API itself is not called.")
    .argument("[method]", "the method, such as GET")
    .argument(
      "[target]",
      "path and query, without stage and base path of a domain, such as /collections/wells/items",
    )
    .requiredOption("--as <who>", "who asks; see below")
    .addOption(
      new Option("--settings <file>", "the settings file").default(
        path.join(projectRoot, "settings", "local.json"),
        "settings/local.json of this project",
      ),
    )
    .option("--policy <folder>", "a compiled policy of your own (default: policy/compiled of this project)")
    .addOption(repeatable("--scope <scope>", "a scope that the API key has"))
    .addOption(
      new Option("--key-id <id>", "the id of the managed API key (default: the name)").argParser(keyIdOf),
    )
    .addOption(repeatable("--header <name: value>", "a request header"))
    .option("--content-type <type>", "the media type of the body, which tells what a POST on items asks")
    .addOption(new Option("--source-ip <address>", "the client's address").default("127.0.0.1"))
    .option("--time <time>", "when it is asked, such as 2026-01-31T08:00:00Z (default: now)", timeOf)
    .option("--list", "list all that the caller may do on the API, instead of explaining one request")
    .option(
      "--api <api>",
      "with --list: an OpenAPI document, or the address of a live API, that tells what there is",
    )
    .addOption(
      repeatable("--api-header <name: value>", "with --api: a header for the live API; @<file>: one a line"),
    )
    .option("--json", "print all of it as JSON")
    .addHelpText("after", help)
    .action((method: string | undefined, target: string | undefined, options: ExplainOptions) =>
      explain(method, target, options, terminal),
    );
}

function repeatable(flags: string, description: string): Option {
  return new Option(flags, `${description}; may be repeated`).default([], "none").argParser(each);
}

async function explain(
  method: string | undefined,
  target: string | undefined,
  options: ExplainOptions,
  terminal: Terminal,
): Promise<void> {
  if (options.list) {
    if (method !== undefined)
      throw new CommandRefusal("--list is about everything: leave out method and path");
    await explainList(options, terminal);
    return;
  }
  if (options.api !== undefined) throw new CommandRefusal("--api goes with --list");
  if (method === undefined || target === undefined) {
    throw new CommandRefusal("name a method and a path, such as GET /collections; or --list");
  }
  await explainRequest(method, target, options, terminal);
}

function keyIdOf(text: string): string {
  if (!isKeyName(text)) throw new InvalidArgumentError("It must be an id such as `keys list` shows.");
  return text;
}

function timeOf(text: string): number {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new InvalidArgumentError("It must be a time such as 2026-01-31T08:00:00Z.");
  return time;
}
