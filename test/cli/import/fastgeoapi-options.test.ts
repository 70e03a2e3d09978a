/** Options of `import fastgeoapi` that are wrong, or about what the file does not switch on: told, and nothing is written. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { always, jwksMode, keyMode, newSecret, opaMode } from "./fastgeoapi-env.ts";
import { importedEnv } from "./imported-env.ts";

const keys = [...always(), ...keyMode(newSecret())];
const jwks = [...always(), ...jwksMode()];
const opa = [...always(), ...opaMode(newSecret())];

suite("import fastgeoapi", () => {
  test("names the flag that is wrong, where a flag is", async () => {
    for (const issuer of ["http://login.example.org", "https://login.example.org/?hush"]) {
      for (const lines of [jwks, opa]) {
        const run = await importedEnv("fastgeoapi", lines, ["--issuer", issuer]);
        assert.match(run.warned, / {2}--issuer: must (be an https address|have no query)/);
        assert.equal(run.wrote(), false);
      }
    }
    const run = await importedEnv("fastgeoapi", keys, ["--function-arn", "fastgeoapi"]);
    assert.match(run.warned, / {2}--function-arn: must be the ARN/);
  });

  test("refuses options about what the file does not switch on", async () => {
    const tokens = ["--issuer", "--audience", "--client-id"].map((option) => [
      option,
      "https://a.example.org",
    ]);
    for (const [lines, options] of [
      [keys, [...tokens, ["--no-base-path-in-input"]]],
      [jwks, [["--replace-unusable-keys"], ["--no-base-path-in-input"]]],
      [opa, [["--replace-unusable-keys"]]],
    ] as const) {
      const run = await importedEnv("fastgeoapi", lines, options.flat());
      assert.equal(run.wrote(), false);
      for (const [option] of options) {
        assert.match(
          run.warned,
          new RegExp(`^ {2}${option}: would do nothing, since DEV_\\w+ is not true.*: leave it out`, "m"),
        );
      }
    }
    for (const option of ["--region", "--profile"]) {
      const run = await importedEnv("fastgeoapi", keys, [option, "eu-central-1"]);
      assert.match(run.warned, /--region and --profile are for --secrets-manager <prefix>: add it/);
      assert.equal(run.wrote(), false);
    }
  });
});
