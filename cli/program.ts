/** The commands of `ogc-api-authorizer`, and how each of them ends. */
import { Command, CommanderError } from "commander";
import { Fault } from "#core/fault";
import { SettingsError } from "#core/settings/settings-mistake";
import { SynthesisRefusal } from "#infra/synthesis-refusal";
import { explainCommand } from "./explain.ts";
import { policyDataCommand } from "./policy-data.ts";
import { CommandRefusal, type Terminal } from "./terminal.ts";

/**
 * Runs one command.
 * @param commandLine what follows the program's name
 * @returns the exit code: 0, or 1 when the command could not do what it was asked for
 */
export async function run(commandLine: readonly string[], terminal: Terminal): Promise<number> {
  const program = new Command("ogc-api-authorizer")
    .description("What operators of the authorizer run.")
    .configureOutput({ writeOut: terminal.write, writeErr: terminal.warn })
    .exitOverride();
  for (const command of [explainCommand(terminal), policyDataCommand(terminal)]) {
    program.addCommand(command.copyInheritedSettings(program));
  }
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

function isForTheOperator(error: unknown): error is Error {
  return [CommandRefusal, SettingsError, SynthesisRefusal, Fault].some((kind) => error instanceof kind);
}
