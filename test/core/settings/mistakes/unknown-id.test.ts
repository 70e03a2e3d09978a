/** Ids in access rules that the API's OpenAPI document does not have are mistakes that name the nearest it has. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readSettings } from "#core/settings/read-settings";
import { SettingsError } from "#core/settings/settings-mistake";

const paths = {
  "/collections/lakes": {},
  "/collections/wells/items": {},
  "/processes/buffer/execution": {},
};

type Rules = readonly object[];
const read = (on: object) => ({ who: "anyone", may: ["read"], on });

/** The mistakes of access rules under a document with these paths. */
function mistakes(
  accessRules: Rules,
  api: object = {},
  document: object = { openapi: "3.1.0", paths },
): [string, string][] {
  const settings = { version: 1, apiKeys: {}, accessRules, api: { openApiFile: "openapi.yml", ...api } };
  try {
    readSettings(JSON.stringify(settings), (file) => {
      assert.equal(file, "openapi.yml");
      return { document };
    });
  } catch (error) {
    assert.ok(error instanceof SettingsError);
    return error.mistakes.map(({ setting, remedy }) => [setting, remedy]);
  }
  return [];
}

test("ids of the document, and the wildcard, are none", () => {
  const on = { collections: ["lakes", "wells"], processes: ["*"], exceptProcesses: [] };
  assert.deepEqual(mistakes([read(on)]), []);
});

test("an unknown id is one in every list, and the nearest known one is named", () => {
  const remedy = (id: string) =>
    `is not in the API's OpenAPI document: the nearest there is "${id}"; what it leaves out, name in \`api.unlistedIds\``;
  const rules = [
    read({ collections: ["lakes", "Well"], processes: ["bufer"] }),
    { ...read({ collections: ["*"], exceptCollections: ["laeks"] }), who: "signed-in" },
    { ...read({ processes: ["*"], exceptProcesses: ["lakes"] }), who: { apiKey: "*" } },
  ];
  assert.deepEqual(mistakes(rules), [
    ["accessRules[0].on.collections[1]", remedy("wells")],
    ["accessRules[0].on.processes[0]", remedy("buffer")],
    ["accessRules[1].on.exceptCollections[0]", remedy("lakes")],
    ["accessRules[2].on.exceptProcesses[0]", remedy("buffer")],
  ]);
});

test("an id that the settings say is left out of the document is none", () => {
  assert.deepEqual(mistakes([read({ collections: ["hidden"] })], { unlistedIds: ["hidden"] }), []);
});

test("where the document stands for any id, nothing can be told", () => {
  const anyCollection = { openapi: "3.1.0", paths: { "/collections/{id}": {}, "/processes/buffer": {} } };
  const rule = read({ collections: ["whatever"], processes: ["bufer"] });
  assert.deepEqual(
    mistakes([rule], {}, anyCollection).map(([setting]) => setting),
    ["accessRules[0].on.processes[0]"],
  );
});

test("where the document names none, that is said", () => {
  const [[, remedy] = ["", ""]] = mistakes([read({ processes: ["a"] })], {}, { openapi: "3.1.0", paths: {} });
  assert.match(remedy, /^is not in the API's OpenAPI document: it names none/);
});

test("a rule that excepts all there is would be on nothing", () => {
  const rule = read({ collections: ["*"], exceptCollections: ["wells", "lakes"] });
  assert.deepEqual(
    mistakes([rule]).map(([setting]) => setting),
    ["accessRules[0].on.exceptCollections"],
  );
  assert.deepEqual(mistakes([rule], { unlistedIds: ["hidden"] }), []);
});

test("of a document that is another API's not every id is named, and it is told quickly", () => {
  const ids = (name: string) => Array.from({ length: 10_000 }, (_, number) => `${name}-${number}`);
  const other = {
    openapi: "3.1.0",
    paths: Object.fromEntries(ids("sea").map((id) => [`/collections/${id}`, {}])),
  };
  const start = performance.now();
  const found = mistakes([read({ collections: ids("lake") })], {}, other);
  assert.ok(performance.now() - start < 5000);
  assert.equal(found.length, 21);
  assert.deepEqual(found.at(-1), [
    "api.openApiFile",
    "9980 more ids are not in the document: is it this API's?",
  ]);
});

describe("ids left out of the document", () => {
  test("are a mistake without a document", () => {
    const settings = {
      version: 1,
      apiKeys: {},
      api: { unlistedIds: ["a"] },
      accessRules: [read({ api: true })],
    };
    assert.throws(
      () => readSettings(JSON.stringify(settings)),
      /api\.unlistedIds: is for `api\.openApiFile` alone/,
    );
  });

  test("must be ids", () => {
    assert.deepEqual(
      mistakes([read({ api: true })], { unlistedIds: ["*"] }).map(([setting]) => setting),
      ["api.unlistedIds"],
    );
  });
});
