/** docs/fastgeoapi.md holds what the interoperability tests hold: its differences, its policy, its options and settings. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { projectRoot } from "#infra/project-root";
import { ran } from "#test/cli/ran";
import { differenceTables } from "#test/interop/fastgeoapi/tutorial/difference-tables";
import { blocks, sections } from "#test/interop/fastgeoapi/tutorial/page";

const section = (heading: string) => sections.get(heading) ?? assert.fail(heading);
const fileText = (name: string) => readFileSync(join(projectRoot, name), "utf8");

describe("docs/fastgeoapi.md", () => {
  test("shows exactly the differences that are tests", () => {
    const [, tables = ""] = section("7. What is different").split(/do not say\.\n\n/);
    assert.equal(tables.trim(), differenceTables().trim());
  });

  test("quotes the whole policy that the tests load", () => {
    const quoted = blocks("6. OpenID Connect and OPA", "rego");
    assert.deepEqual(quoted, [fileText("docs/fastgeoapi/policy/httpapi/authz.rego")]);
  });

  test("names options that the import has, in every command and sentence", async () => {
    const { written } = await ran(["import", "fastgeoapi", "--help"]);
    const known: readonly string[] = written.match(/--[a-z-]+/g) ?? [];
    const page = [...sections.values()].join("\n");
    const ofImport = [...page.matchAll(/^(?:\$ )?npx ogc-api-authorizer import .*$|`(--[a-z-]+)[^`]*`/gm)];
    const options = ofImport.flatMap(([text]) => text.match(/--[a-z-]+/g) ?? []);
    assert.ok(options.length > 7, options.join());
    for (const option of options) assert.ok(known.includes(option), option);
  });

  test("names for a function of one's own the settings that the recipe sets", () => {
    const recipe = fileText("recipes/fastgeoapi/app.ts");
    const rows = [...section("5. Deploy").matchAll(/^\| (`[A-Z_`, ]+) \| (?:`([^`]+)`|[^|]+) \|/gm)];
    assert.equal(rows.length, 6);
    for (const [, names = "", value] of rows) {
      for (const [, name = ""] of names.matchAll(/`([A-Z_]+)`/g)) {
        assert.ok(recipe.includes(value === undefined ? `${name}: ` : `${name}: "${value}"`), name);
      }
    }
  });
});
