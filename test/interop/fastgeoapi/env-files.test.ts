/** Properties: a `.env` file is imported as python-dotenv and fastgeoapi's settings class read it, or not at all. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { suite, test } from "node:test";
import fc from "fast-check";
import { envFile } from "#cli/import/env-file/env-file";
import { envReader } from "#cli/import/env-file/env-reader";
import { holdsFor } from "#test/properties/seeded";
import { fastgeoapiCommand } from "./prepare.ts";

/** What Python made of one file. */
interface PythonReading {
  readonly variables: Readonly<Record<string, string | null>>;
  readonly settings: Readonly<Record<string, string | boolean | null>> | null;
}

const name = fc.constantFrom(
  "DEV_API_KEY_ENABLED",
  "DEV_JWKS_ENABLED",
  "DEV_PYGEOAPI_KEY_GLOBAL",
  "DEV_OAUTH2_EXPECTED_AUDIENCE",
  "DEV_FASTGEOAPI_CONTEXT",
  "'DEV_API_KEY_ENABLED'",
  "dev_api_key_enabled",
  "export",
  "a.b",
  "",
);
const words = ["true", "false", "1", "off", "YES", "n", "maybe", "/geoapi", "k3y", "é", "🗺️", "", "null"];
const signs = [
  "'",
  '"',
  "\\",
  "\\'",
  '\\"',
  "\\n",
  "\\\\",
  "#",
  " #",
  "=",
  "$",
  "${A}",
  "${",
  "}",
  " ",
  "\t",
  ",",
  "\r\n",
];
const value = fc.array(fc.constantFrom(...words, ...signs), { maxLength: 4 }).map((parts) => parts.join(""));
const quoted = fc
  .tuple(fc.constantFrom("", "", "'", '"'), value)
  .map(([quote, text]) => quote + text + quote);
const line = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(name, fc.constant("="), fc.constantFrom(...words)) },
  {
    weight: 6,
    arbitrary: fc.tuple(
      fc.constantFrom("", "export ", "export\t", " "),
      name,
      fc.constantFrom("=", " = ", "= ", "=\t", "", ":"),
      quoted,
      fc.constantFrom("", " # remark", "#", " x", " "),
    ),
  },
  { weight: 1, arbitrary: fc.tuple(value) },
);
const end = fc.constantFrom("\n", "\n", "\r\n", "\r", "\n\n", "");
const file = fc
  .array(fc.tuple(line, end), { minLength: 1, maxLength: 4 })
  .map((lines) => lines.map(([parts, lineEnd]) => parts.join("") + lineEnd).join(""));

function readByPython(files: readonly string[]): readonly PythonReading[] {
  const script = join(import.meta.dirname, "python", "read_env_files.py");
  const { stdout, stderr, status } = spawnSync(fastgeoapiCommand("python"), [script], {
    input: JSON.stringify(files),
    encoding: "utf8",
    timeout: 60_000,
  });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

/** Compares one file; false where it is not imported at all. */
function isReadAlike(text: string, python: PythonReading): boolean {
  const read = envFile(Buffer.from(text));
  if (read.mistakes.length > 0) return false;
  const sure = [...read.variables.values()].filter(({ doubt }) => doubt === undefined);
  assert.deepEqual(
    Object.fromEntries(sure.map(({ name, value }) => [name, value ?? null])),
    Object.fromEntries(sure.map(({ name }) => [name, python.variables[name]])),
    JSON.stringify(text),
  );
  assert.deepEqual([...read.variables.keys()].sort(), Object.keys(python.variables).sort());
  const reader = envReader(read);
  const settings = {
    API_KEY_ENABLED: reader.flag("DEV_API_KEY_ENABLED"),
    JWKS_ENABLED: reader.flag("DEV_JWKS_ENABLED"),
    PYGEOAPI_KEY_GLOBAL: reader.text("DEV_PYGEOAPI_KEY_GLOBAL") ?? "",
    OAUTH2_EXPECTED_AUDIENCE: reader.text("DEV_OAUTH2_EXPECTED_AUDIENCE") ?? "",
    FASTGEOAPI_CONTEXT: reader.needed("DEV_FASTGEOAPI_CONTEXT", "is needed") ?? "",
  };
  if (reader.mistakes.length > 0) return false;
  const { API_KEY_ENABLED, JWKS_ENABLED, ...texts } = python.settings ?? {};
  const ofPython = Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, text ?? ""]));
  const flags = { API_KEY_ENABLED: API_KEY_ENABLED ?? false, JWKS_ENABLED: JWKS_ENABLED ?? false };
  assert.deepEqual(settings, { ...flags, ...ofPython }, JSON.stringify(text));
  return true;
}

suite("a .env file of fastgeoapi", () => {
  test("is read as fastgeoapi reads it, or refused", async (context) => {
    let alike = 0;
    // The message names the file; a shorter one would need a Python of its own at every step.
    const files = fc.noShrink(fc.array(file, { minLength: 60, maxLength: 60 }));
    await holdsFor(
      8,
      fc.property(files, (texts) => {
        const begun = texts.map((text) => `DEV_FASTGEOAPI_CONTEXT=/geoapi\n${text}`);
        for (const [index, python] of readByPython(begun).entries()) {
          if (isReadAlike(begun[index] ?? "", python)) alike += 1;
        }
      }),
      context,
    );
    assert.ok(alike >= 20, `only ${alike} files were read at all`);
    context.diagnostic(`${alike} of 480 files were read, and alike; the others were refused`);
  });
});
