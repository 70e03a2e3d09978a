/** The commands of `ogc-api-authorizer`, and how each of them ends. */
import { Command, CommanderError } from "commander";
import { withoutKeys } from "#cli/keys/argument/whole-key";
import { Fault } from "#core/fault";
import { SettingsError } from "#core/settings/settings-mistake";
import { SynthesisRefusal } from "#infra/synthesis-refusal";
import { explainCommand } from "./explain.ts";
import { importCommand } from "./import.ts";
import { keysCommand } from "./keys.ts";
import { policyDataCommand } from "./policy-data.ts";
import { CommandRefusal, type Terminal } from "./terminal.ts";

/**
 * Runs one command.
 * @param commandLine what follows the program's name
 * @returns the exit code: 0, or 1 when the command could not do what it was asked for
 */
export async function run(commandLine: readonly string[], given: Terminal): Promise<number> {
  // The parser quotes what it does not understand, and that may be a key.
  const terminal: Terminal = { ...given, warn: (text) => given.warn(withoutKeys(text)) };
  const program = new Command("ogc-api-authorizer")
    .description("What operators of the authorizer run.")
    .configureOutput({ writeOut: terminal.write, writeErr: terminal.warn })
    .exitOverride();
  for (const command of [explainCommand, importCommand, keysCommand, policyDataCommand]) {
    program.addCommand(command(terminal));
  }
  inherit(program);
  try {
    await program.parseAsync(commandLine, { from: "user" });
    return 0;
  } catch (error) {
    // The parser has already said what it has to say.
    if (error instanceof CommanderError) return error.exitCode;
    if (!isForTheOperator(error)) throw error;
    terminal.warn(`${error.message}\n`);
    return 1;
  }
}

/** Commands that are added take nothing over by themselves. */
function inherit(parent: Command): void {
  for (const command of parent.commands) inherit(command.copyInheritedSettings(parent));
}

function isForTheOperator(error: unknown): error is Error {
  return [CommandRefusal, SettingsError, SynthesisRefusal, Fault].some((kind) => error instanceof kind);
}
