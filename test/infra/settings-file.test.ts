/** The settings file of a synthesis: which one it is. */
import assert from "node:assert/strict";
import path from "node:path";
import { describe, test } from "node:test";
import { projectRoot } from "#infra/project-root";
import { settingsFile } from "#infra/settings-file";
import { SynthesisRefusal } from "#infra/synthesis-refusal";

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
