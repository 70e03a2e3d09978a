/** `ogc-api-authorizer explain`: what the authorizer would answer to a request, and why. */
import path from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { projectRoot } from "#infra/project-root";
import { callerOf } from "./explain/caller.ts";
import { explainedRequest } from "./explain/explained-request.ts";
import { explanationText } from "./explain/explanation-text.ts";
import { localConfiguration } from "./explain/local-configuration.ts";
import { namedCaller } from "./explain/named-caller.ts";
import { namedRequest } from "./explain/named-request.ts";
import { settingsOf } from "./settings-of.ts";
import type { Terminal } from "./terminal.ts";

interface ExplainOptions {
  readonly as: string;
  readonly settings: string;
  readonly policy?: string;
  readonly scope: readonly string[];
  readonly header: readonly string[];
  readonly contentType?: string;
  readonly sourceIp: string;
  readonly time?: number;
  readonly json: boolean;
}

const help = `
--as names who asks:
  anonymous       a caller without a credential
  @<file>, -      a token, out of a file or from standard input; verified as the authorizer does, which asks the
                  issuer for its keys. A token on the command line works as well, and others on this machine see it
  <file>.json     the claims of a token, taken as if its signature had been verified; \`iss\` must be a configured issuer
  anything else   the name of an API key in the secret, as if that key had been shown; never the key itself

Examples:
  npx ogc-api-authorizer explain GET /collections/wells/items --as anonymous
  npx ogc-api-authorizer explain POST /collections/wells/items --content-type application/geo+json --as partner
  npx ogc-api-authorizer explain GET "/collections/wells/items?f=json" --settings my.json --as claims.json --json
`;

const each = (text: string, before: readonly string[]) => [...before, text];

/** The command; it writes an explanation, whatever the outcome. */
export function explainCommand(terminal: Terminal): Command {
  return new Command("explain")
    .description(
      "Says what the authorizer would answer to a request, and why. Calls neither AWS nor the API.",
    )
    .argument("<method>", "the method, such as GET")
    .argument("<target>", "path and query, without the stage, such as /collections/wells/items")
    .requiredOption("--as <who>", "who asks; see below")
    .addOption(
      new Option("--settings <file>", "the settings file").default(
        path.join(projectRoot, "settings", "local.json"),
        "settings/local.json of this project",
      ),
    )
    .option("--policy <folder>", "a compiled policy of your own (default: policy/compiled of this project)")
    .option("--scope <scope>", "a scope that the secret gives the API key; may be repeated", each, [])
    .option("--header <name: value>", "a request header; may be repeated", each, [])
    .option("--content-type <type>", "the media type of the body, which tells what a POST on items asks")
    .option("--source-ip <address>", "the client's address", "127.0.0.1")
    .option("--time <time>", "when it is asked, such as 2026-01-31T08:00:00Z (default: now)", timeOf)
    .option("--json", "print all of it as JSON", false)
    .addHelpText("after", help)
    .action((method: string, target: string, options: ExplainOptions) =>
      explain(method, target, options, terminal),
    );
}

async function explain(
  method: string,
  target: string,
  options: ExplainOptions,
  terminal: Terminal,
): Promise<void> {
  const settings = settingsOf(options.settings);
  const request = namedRequest(method, target, { ...options, time: options.time ?? Date.now() }, settings);
  const caller = callerOf(await namedCaller(options.as, terminal), settings, options.scope);
  const compiled = options.policy === undefined ? undefined : path.resolve(options.policy);
  const explanation = await explainedRequest(await localConfiguration(settings, compiled), request, caller);
  const text = options.json ? `${JSON.stringify(explanation, null, 2)}\n` : explanationText(explanation);
  terminal.write(text);
}

function timeOf(text: string): number {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new InvalidArgumentError("It must be a time such as 2026-01-31T08:00:00Z.");
  return time;
}
