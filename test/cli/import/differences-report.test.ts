/** How `import` says what will be different. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { always, jwksMode, keyMode, newSecret, opaMode } from "./fastgeoapi-env.ts";
import { importedEnv } from "./imported-env.ts";

const keys = [...always(), ...keyMode(newSecret())];

suite("import says what differs", () => {
  test("each thing in a line of its own", async () => {
    const run = await importedEnv("fastgeoapi", [...keys, ...jwksMode(), ...opaMode(newSecret())]);
    const [title = "", ...sentences] = run.warned.trimEnd().split("\n");
    assert.match(title, /^What differs from fastgeoapi/);
    for (const sentence of sentences) assert.match(sentence, /^- .*[.)]$/);
    assert.equal(new Set(sentences).size, sentences.length);
  });
});
