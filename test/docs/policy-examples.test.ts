/** docs/policy shows what is: every command gives the output shown, every quoted file is as quoted. */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { assertShown, outputOf, pages, projectRoot, shownCommands } from "./policy-examples.ts";

// The pages name files from the project's root, as one who follows them does.
process.chdir(projectRoot);

/** Needs an OPA server: told by the interoperability tests with a real one. */
const needsServer = (commandLine: readonly string[]) =>
  commandLine.some(
    (word) => word.endsWith("settings.json") && readFileSync(word, "utf8").includes('"remote"'),
  );

describe("the commands of docs/policy", () => {
  const commands = shownCommands();
  for (const command of commands.filter(({ commandLine }) => !needsServer(commandLine))) {
    test(`${command.page}: ${command.commandLine.join(" ")}`, async () => {
      assertShown(await outputOf(command.commandLine), command);
    });
  }

  test("are there on every page", () => {
    assert.deepEqual([...new Set(commands.map(({ page }) => page))].sort(), [...pages().keys()].sort());
  });

  test("use every settings file of the examples", () => {
    const used = commands.flatMap(({ commandLine }) => commandLine);
    for (const file of globSync("docs/policy/examples/*/settings.json")) assert.ok(used.includes(file), file);
  });
});

test("the Rego that docs/policy quotes is that of the examples, whole files", () => {
  const files = globSync("docs/policy/examples/**/*.rego").map((file) =>
    readFileSync(file, "utf8").trimEnd(),
  );
  const quoted = [...pages().values()].flatMap((text) =>
    [...text.matchAll(/^```rego\n([\s\S]*?)\n```$/gm)].map(([, rego = ""]) => rego),
  );
  assert.ok(quoted.length > 1);
  for (const rego of quoted) assert.ok(files.includes(rego), rego);
});

test("the access rules that docs/policy quotes are those of the example", () => {
  const text = pages().get("access-rules.md") ?? "";
  const [, quoted = ""] = /^```json\n("accessRules": [\s\S]*?)\n```$/m.exec(text) ?? [];
  const settings = readFileSync(join("docs", "policy", "examples", "access-rules", "settings.json"), "utf8");
  assert.deepEqual(JSON.parse(`{${quoted}}`).accessRules, JSON.parse(settings).accessRules);
});
