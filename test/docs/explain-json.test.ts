/** docs/policy names every member that `explain --json` prints, and no other. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { outputOf, pages, projectRoot } from "./policy-examples.ts";

process.chdir(projectRoot);

const [, documented = ""] = (pages().get("README.md") ?? "").split("## For programs");
const [ofRequest = "", ofList = ""] = documented.split("| member | of `--list` |");

const example = "docs/policy/examples/access-rules";
const settings = ["--settings", `${example}/settings.json`, "--json"];
const nobody = ["--settings", "docs/policy/examples/fastgeoapi/settings.json", "--json"];

/** The names of members as they come, and of the members of those, but not of documents that others define. */
function names(json: Record<string, unknown>): string[] {
  return Object.entries(json).flatMap(([name, value]) => {
    const inner = [value].flat().filter((each) => typeof each === "object" && each !== null);
    return [name, ...inner.flatMap((each) => Object.keys(each))];
  });
}

async function printed(commands: readonly (readonly string[])[]): Promise<Set<string>> {
  const all = new Set<string>();
  for (const command of commands) {
    for (const name of names(JSON.parse(await outputOf(["explain", ...command])))) all.add(name);
  }
  return all;
}

/** What the table names in its first column, and all that it names. */
function named(table: string) {
  const rows = table.split("\n").filter((line) => line.startsWith("| `"));
  const words = (text: string) => [...text.matchAll(/`(\w+)`/g)].map(([, word = ""]) => word);
  return { first: rows.flatMap((row) => words(row.split("|")[1] ?? "")), all: new Set(words(rows.join())) };
}

for (const [title, table, commands] of [
  [
    "of one request",
    ofRequest,
    [
      ["GET", "/collections/wells", "--as", "anonymous", ...settings],
      ["GET", "/collections/wells", "--as", "partner", ...settings],
      ["GET", "/collections/a%2Fb", "--as", "partner", ...settings],
      ["GET", "/geoapi/collections", "--as", "partner", ...nobody],
    ],
  ],
  [
    "of a list",
    ofList,
    [
      ["--list", "--as", "partner", ...settings],
      ["--list", "--as", "eyJ.not.one", ...settings],
    ],
  ],
] as const) {
  test(`the members ${title} are documented`, async () => {
    const members = await printed(commands);
    const { first, all } = named(table);
    for (const member of members) assert.ok(all.has(member), `${member} is not documented`);
    for (const member of first) assert.ok(members.has(member), `${member} is never printed`);
  });
}
