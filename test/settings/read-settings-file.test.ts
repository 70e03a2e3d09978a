/** Settings from a file, held against the OpenAPI document that they name, with every mistake in a form to act on. */
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { SettingsError } from "#core/settings/settings-mistake";
import { readSettingsFile } from "#settings/read-settings-file";
import { temporaryFolder } from "#test/infra/temporary-folder";

const document = {
  openapi: "3.0.2",
  info: { title: "Water", version: "1" },
  paths: { "/collections/lakes": { get: {} }, "/processes/buffer/execution": { post: {} } },
};

const yaml = `# Water
openapi: 3.0.2
paths:
  /collections/lakes: &item
    get: {}
  /collections/lakes/items: *item
  /processes/buffer/execution: {}
`;

/** Settings with a rule on `lakes`, or on other collections, in a file beside others. */
function settingsFile(
  api: object = {},
  beside: Readonly<Record<string, string>> = {},
  collections: readonly string[] = ["lakes"],
): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(beside)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  const file = path.join(folder, "mine.json");
  const accessRules = [{ who: "anyone", may: ["read"], on: { collections } }];
  writeFileSync(file, JSON.stringify({ version: 1, apiKeys: {}, api, accessRules }));
  return file;
}

function mistakesOf(file: string): Record<string, string> {
  try {
    readSettingsFile(file, "--settings <file>");
  } catch (error) {
    assert.ok(error instanceof SettingsError);
    return Object.fromEntries(error.mistakes.map(({ setting, remedy }) => [setting, remedy]));
  }
  return {};
}

test("a settings file is read with every default", () => {
  assert.equal(readSettingsFile(settingsFile(), "").api.stage, "v1");
});

test("of a file that is not there it is said how to name another", () => {
  const nowhere = path.join(temporaryFolder(), "nowhere.json");
  assert.deepEqual(mistakesOf(nowhere), {
    "(file)": `${nowhere} cannot be read: name a settings file that is there, by --settings <file>`,
  });
});

test("a file with keys lies relative to the settings file, wherever that is read from", () => {
  const folder = temporaryFolder();
  const file = path.join(folder, "mine.json");
  const issuers = ["keys.json", "deeper/keys.json", "/elsewhere/keys.json"].map((name, index) => ({
    issuer: `https://${index}.example.org`,
    audiences: ["geo"],
    staticKeys: { file: name },
  }));
  const accessRules = [{ who: "anyone", may: ["read"], on: { api: true } }];
  writeFileSync(file, JSON.stringify({ version: 1, tokens: { issuers }, accessRules }));
  for (const named of [file, path.relative(process.cwd(), file)]) {
    const { tokens } = readSettingsFile(named, "--settings <file>");
    assert.deepEqual(
      tokens?.issuers.map(({ staticKeys }) => staticKeys),
      [
        path.join(folder, "keys.json"),
        path.join(folder, "deeper", "keys.json"),
        path.resolve("/elsewhere/keys.json"),
      ].map((absolute) => ({ file: absolute })),
    );
  }
});

describe("the OpenAPI document", () => {
  test("may be JSON or YAML, whatever the file is called, and lies relative to the settings file", () => {
    for (const text of [
      JSON.stringify(document, null, 2),
      yaml,
      `{openapi: 3.0.2, paths: {/collections/lakes: }}`,
    ]) {
      const file = settingsFile({ openApiFile: "from api/definition" }, { "from api/definition": text });
      assert.deepEqual(mistakesOf(file), {});
    }
  });

  test("finds a misspelt id", () => {
    const file = settingsFile({ openApiFile: "a.yml" }, { "a.yml": yaml }, ["laeks"]);
    assert.deepEqual(Object.keys(mistakesOf(file)), ["accessRules[0].on.collections[0]"]);
  });

  test("must be there", () => {
    const mistakes = mistakesOf(settingsFile({ openApiFile: "a.yml" }, { "b.yml": yaml }));
    assert.match(mistakes["api.openApiFile"] ?? "", /^cannot be read: .* relative to the settings file$/);
  });

  test("must be JSON or YAML, and OpenAPI", () => {
    const texts = [
      "{",
      "a: [",
      "a: b\na: c",
      "",
      "null",
      "7",
      "[]",
      '{"paths": {}}',
      '{"openapi": "3.0.2"}',
      "plain text",
    ];
    for (const text of texts) {
      const mistakes = mistakesOf(settingsFile({ openApiFile: "a" }, { a: text }));
      assert.match(mistakes["api.openApiFile"] ?? "", /^must be (JSON or YAML|an OpenAPI document)/, text);
    }
  });

  test("is told of together with other mistakes", () => {
    const file = settingsFile({ openApiFile: "a.yml", realm: "" }, { "a.yml": yaml }, ["laeks"]);
    assert.deepEqual(Object.keys(mistakesOf(file)).sort(), ["accessRules[0].on.collections[0]", "api.realm"]);
  });
});
