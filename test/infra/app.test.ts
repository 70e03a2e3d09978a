/** The CDK app as it is run: by the CDK command, by itself, and with settings that cannot be used. */
import assert from "node:assert/strict";
import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { projectRoot } from "#infra/project-root";
import { folderContent } from "./folder-content.ts";
import { bothSchemes, existingBackend } from "./synthesized-stack.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const app = path.join(projectRoot, "infra", "app.ts");
const settings = { ...bothSchemes, backend: existingBackend };

/** Every address but this machine's own is behind a proxy that is not there, and npm asks no registry. */
const offline = {
  HTTP_PROXY: "http://127.0.0.1:9",
  HTTPS_PROXY: "http://127.0.0.1:9",
  npm_config_offline: "true",
  CDK_DISABLE_CLI_TELEMETRY: "true",
};

/** PATH as outside of npm: the machine's own Node.js first, whatever its version. */
const machinePath = (process.env.PATH ?? "")
  .split(path.delimiter)
  .filter((folder) => !folder.includes("node_modules"))
  .join(path.delimiter);

function settingsFile(content: unknown): string {
  const file = path.join(temporaryFolder(), "settings.json");
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

/** Runs the app by itself, in a folder that has nothing to do with the project. */
function runApp(environment: Record<string, string>): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [app], {
    cwd: temporaryFolder(),
    env: { PATH: machinePath, ...environment },
    encoding: "utf8",
  });
}

/** Runs the CDK command as its users do. */
function runCdk(parameters: readonly string[], environment: Record<string, string> = {}) {
  const command = ["--no-install", "cdk", "synth", "--quiet", "--no-notices", ...parameters];
  return spawnSync("npx", command, {
    cwd: projectRoot,
    env: { ...process.env, PATH: machinePath, ...offline, ...environment },
    encoding: "utf8",
    shell: process.platform === "win32",
  });
}

/** What is deployed: the template and the functions' files. */
function deployed(assembly: string): Record<string, string> {
  const content = Object.entries(folderContent(assembly));
  return Object.fromEntries(content.filter(([name]) => /^(asset\.|[^/]+\.template\.json$)/.test(name)));
}

describe("what is synthesized", () => {
  const file = settingsFile(settings);
  const byItself = temporaryFolder();
  const run = runApp({ OGC_API_SETTINGS: file, CDK_OUTDIR: byItself });

  test("is the stack that the settings name, with the authorizer's files", () => {
    assert.equal(run.status, 0, run.stderr);
    const names = Object.keys(deployed(byItself)).map((name) => name.replace(/asset\.[0-9a-f]{64}/, "asset"));
    for (const name of ["index.cjs", "settings.json", "policy.wasm", "policy-data.json", "policy.json"]) {
      assert.ok(names.includes(`asset/${name}`), name);
    }
    assert.ok(names.includes("geodata.template.json"));
  });

  test("is the same, byte for byte, when it is synthesized again", () => {
    const again = temporaryFolder();
    assert.equal(runApp({ OGC_API_SETTINGS: file, CDK_OUTDIR: again }).status, 0);
    assert.deepEqual(deployed(again), deployed(byItself));
  });

  test("is the same by the CDK command, which needs no network and no Node.js 24 of the machine's own", () => {
    const byCommand = temporaryFolder();
    const { status, stderr } = runCdk(["-c", `settings=${file}`, "--output", byCommand], {
      OGC_API_SETTINGS: "not-this-one.json",
    });
    assert.equal(status, 0, stderr);
    assert.deepEqual(deployed(byCommand), deployed(byItself));
  });
});

describe("settings that cannot be used", () => {
  const mistaken = settingsFile({ ...settings, version: 2, api: { stage: "no stage", colour: "red" } });

  test("end the app with every mistake, a line each, and without a stack", () => {
    const outdir = temporaryFolder();
    const { status, stderr } = runApp({ OGC_API_SETTINGS: mistaken, CDK_OUTDIR: outdir });
    assert.equal(status, 1);
    const [first, ...mistakes] = stderr.trimEnd().split("\n");
    assert.equal(first, `${mistaken}: the settings have 3 mistakes:`);
    assert.deepEqual(mistakes.map((line) => line.trim().split(":")[0]).sort(), [
      "api.colour",
      "api.stage",
      "version",
    ]);
    assert.deepEqual(folderContent(outdir), {});
  });

  test("end the CDK command too", () => {
    const { status, stderr } = runCdk(["-c", `settings=${mistaken}`, "--output", temporaryFolder()]);
    assert.equal(status, 1);
    assert.match(stderr, /the settings have 3 mistakes:/);
    assert.doesNotMatch(stderr, /^ {4}at /m);
  });

  test("are a refusal when they are not there", () => {
    const nowhere = path.join(temporaryFolder(), "nowhere.json");
    const { status, stderr } = runApp({ OGC_API_SETTINGS: nowhere, CDK_OUTDIR: temporaryFolder() });
    assert.equal(status, 1);
    assert.match(
      stderr,
      /\(file\): .*nowhere\.json cannot be read: name a settings file that is there, by -c settings=<file>/,
    );
  });
});
