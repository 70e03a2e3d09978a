/** The settings file of a synthesis: which one, and what is said when it cannot be used. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { SettingsError } from "#core/settings/settings-mistake";
import { projectRoot } from "#infra/project-root";
import { readSettingsFile, settingsFile } from "#infra/settings-file";
import { SynthesisRefusal } from "#infra/synthesis-refusal";
import { bothSchemes } from "./synthesized-stack.ts";
import { temporaryFolder } from "./temporary-folder.ts";

describe("the settings file", () => {
  const workingFolder = path.resolve("/somewhere");
  const nothing = { context: undefined, environment: undefined, workingFolder };

  test("is the one that the CDK context names, before the environment's", () => {
    const file = settingsFile({ ...nothing, context: "mine.json", environment: "other.json" });
    assert.equal(file, path.join(workingFolder, "mine.json"));
  });

  test("is the environment's where the context names none", () => {
    const absolute = path.resolve("/elsewhere/other.json");
    assert.equal(settingsFile({ ...nothing, environment: absolute }), absolute);
  });

  test("is the project's own or the example where nobody names one, wherever the command runs", () => {
    const file = settingsFile({ ...nothing, environment: "" });
    const candidates = ["settings.json", "settings/example.json"].map((name) => path.join(projectRoot, name));
    assert.ok(candidates.includes(file), file);
  });

  test("is refused where the context's value is no name", () => {
    for (const context of [true, "", { file: "mine.json" }]) {
      assert.throws(() => settingsFile({ ...nothing, context }), SynthesisRefusal);
    }
  });
});

describe("reading a settings file", () => {
  const written = (text: string) => {
    const file = path.join(temporaryFolder(), "settings.json");
    writeFileSync(file, text);
    return file;
  };

  test("gives settings with every default", () => {
    const settings = readSettingsFile(written(JSON.stringify(bothSchemes)));
    assert.equal(settings.name, "geodata");
    assert.equal(settings.api.stage, "v1");
  });

  test("says what to do when the file is not there", () => {
    const nowhere = path.join(temporaryFolder(), "settings.json");
    assert.throws(
      () => readSettingsFile(nowhere),
      /SynthesisRefusal: it cannot be read: .* -c settings=<file>/,
    );
  });

  test("lists every mistake", () => {
    assert.throws(
      () => readSettingsFile(written('{"version": 2, "stage": "v1"}')),
      (error) => error instanceof SettingsError && error.mistakes.length >= 2,
    );
  });
});
