/** The documents made from core/settings are the ones that are committed. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { settingsJsonSchema } from "../../settings/json-schema.ts";
import { settingsDocuments } from "../../settings/write-documents.ts";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

test("the JSON Schema and the table of settings are those of core/settings (npm run settings)", () => {
  for (const [path, text] of Object.entries(settingsDocuments(read("docs/settings.md")))) {
    assert.equal(read(path), text, path);
  }
});

test("every setting has a sentence", () => {
  const rows = read("docs/settings.md")
    .split("\n")
    .filter((line) => line.startsWith("| `"));
  assert.ok(rows.length > 50);
  for (const row of rows) assert.match(row, /\| [^|]+ \|$/, row);
});

test("the example shows every setting", () => {
  const shown = new Set<string>();
  const collect = (value: unknown, path: string): void => {
    if (Array.isArray(value)) for (const each of value) collect(each, `${path}[]`);
    else if (typeof value === "object" && value !== null) {
      for (const [name, member] of Object.entries(value))
        collect(member, path === "" ? name : `${path}.${name}`);
    }
    shown.add(path);
  };
  collect(JSON.parse(read("settings/example.json")), "");
  const settings = [...read("docs/settings.md").matchAll(/^\| `([^`]+)` \|/gm)].map(
    ([, setting]) => setting ?? "",
  );
  // The remote engine's own settings cannot stand beside `embedded`, that of another input beside `ogcapi`, nor
  // `api.url` beside `api.domain`, neither an OpenAPI document nor a key set is there, and nobody should copy
  // `queryParameter`; remarks name them.
  const remarked = [
    "policy.url",
    "policy.timeoutMilliseconds",
    "policy.maximumAnswerBytes",
    "policy.certificateAuthority",
    "policy.tokenSecretArn",
    "policy.basePathInInput",
    "api.url",
    "apiKeys.queryParameter",
    "api.openApiFile",
    "api.unlistedIds",
    "tokens.issuers[].staticKeys",
    "tokens.issuers[].staticKeys.file",
  ];
  for (const setting of remarked) {
    assert.ok(read("settings/example.json").includes(`\`${setting.split(".").at(-1)}\``), setting);
  }
  assert.deepEqual(
    settings.filter((setting) => !shown.has(setting) && !remarked.includes(setting)),
    [],
  );
});

test("the JSON Schema allows remarks beside the settings", () => {
  const schema = settingsJsonSchema() as { patternProperties?: Record<string, unknown> };
  assert.deepEqual(schema.patternProperties, { "^//": true });
});
