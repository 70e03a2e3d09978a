/** The foreign policies of docs/policy, in a real OPA: every command that the page shows gives the output shown. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { assertShown, outputOf, pages, projectRoot, shownCommands } from "#test/docs/policy-examples";
import { temporaryFolder } from "#test/infra/temporary-folder";
import { startOpaWith } from "./start-opa.ts";

process.chdir(projectRoot);

const examples = "docs/policy/examples/";

/** Started as the page says. */
const flags: Readonly<Record<string, readonly string[]>> = {
  fastgeoapi: [],
  "okta-article": ["--v0-compatible"],
};

for (const [name, commandArguments] of Object.entries(flags)) {
  describe(`the example ${name}`, () => {
    const settings = `${examples}${name}/settings.json`;
    const commands = shownCommands().filter(({ commandLine }) => commandLine.includes(settings));

    test("is explained as the page shows", async () => {
      const policy = `${examples}${name}/policy`;
      assert.ok(existsSync(policy) && commands.length > 0);
      const start = ["opa run --server --addr 127.0.0.1:8181", ...commandArguments, policy].join(" ");
      assert.ok(
        [...pages().values()].some((text) => text.includes(`\n${start}\n`)),
        start,
      );
      const opa = await startOpaWith({ documents: [policy], commandArguments });
      try {
        const own = path.join(temporaryFolder(), "settings.json");
        writeFileSync(own, readFileSync(settings, "utf8").replace("http://127.0.0.1:8181", opa.url));
        for (const command of commands) {
          const commandLine = command.commandLine.map((word) => (word === settings ? own : word));
          assertShown(await outputOf(commandLine), command);
        }
      } finally {
        await opa.close();
      }
    });
  });
}
