/** What a few lines of CDK add to the stack, as docs/deployment.md shows them. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bothSchemes } from "./synthesized-stack.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const projectRoot = fileURLToPath(new URL("../../", import.meta.url));

test("the app shown in docs/deployment.md adds a tag and an alarm to our stack", () => {
  const documentation = readFileSync(path.join(projectRoot, "docs/deployment.md"), "utf8");
  const [, shown = ""] = /```ts\n([\s\S]*?)```/.exec(documentation) ?? [];
  const folder = temporaryFolder();
  const settings = path.join(folder, "my.json");
  const output = path.join(folder, "cdk.out");
  writeFileSync(settings, JSON.stringify({ ...bothSchemes, name: "extended" }));
  const app = shown
    .replaceAll('from "./', `from "${pathToFileURL(projectRoot).href}`)
    .replace('"my.json"', JSON.stringify(settings))
    .replace('"cdk.out"', JSON.stringify(output));
  execFileSync(process.execPath, ["--input-type=module", "--eval", app], { cwd: projectRoot });
  const template = readFileSync(path.join(output, "extended.template.json"), "utf8");
  assert.match(template, /"cost-center"/);
  assert.match(template, /"AuthorizerThrottled[0-9A-F]*"/);
});
