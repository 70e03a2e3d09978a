/** The examples of docs/policy: the commands that the pages show, with the output that they promise. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ran } from "#test/cli/ran";

/** The project's root, from which the pages name files. */
export const projectRoot = fileURLToPath(new URL("../../", import.meta.url));

const folder = join(projectRoot, "docs", "policy");

/** One command of a page. */
export interface ShownCommand {
  readonly page: string;
  readonly commandLine: readonly string[];
  readonly output: string;
}

/** The pages by their name. */
export function pages(): ReadonlyMap<string, string> {
  const names = readdirSync(folder).filter((name) => name.endsWith(".md"));
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

/** Every command that the pages show. */
export function shownCommands(): readonly ShownCommand[] {
  return [...pages()].flatMap(([page, text]) => {
    const blocks = text.matchAll(/^```console\n\$ npx ogc-api-authorizer (.*)\n([\s\S]*?)^```$/gm);
    return [...blocks].map(([, command = "", output = ""]) => ({
      page,
      commandLine: command.split(" "),
      output,
    }));
  });
}

/** Runs a command, and gives what it writes; fails where it does not end well. */
export async function outputOf(commandLine: readonly string[]): Promise<string> {
  const { code, written, warned } = await ran(commandLine);
  assert.equal(code, 0, warned);
  return written;
}

/** Holds output against what a page shows; `…` stands for the rest of a line, alone in its line for any lines. */
export function assertShown(output: string, { page, commandLine, output: shown }: ShownCommand): void {
  const pattern = shown
    .split("\n")
    .map((line) => {
      if (line.trim() === "…") return "(?:.*\n)*?";
      return `${line.split("…").map(literal).join(".*")}\n`;
    })
    .join("");
  if (new RegExp(`^${pattern.replace(/\n$/, "")}$`).test(output)) return;
  assert.equal(output, shown, `${page}: ${commandLine.join(" ")}`);
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
