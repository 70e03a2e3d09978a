import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { readSettings, validSettings } from "#core/settings/read-settings";
import type { Settings, SettingsInput } from "#core/settings/schema";
import { synthesizeStack } from "#local/synthesize";
import { sampleSettings } from "#test/end-to-end/sample-settings";
import { refusalsAndOrigins } from "#test/infra/refusals-and-origins";
import { installedPeer } from "../process/installed-peer.ts";

/** W3005 asks to leave out a DependsOn that a reference implies; CDK writes both. */
const lint = (template: string) =>
  spawnSync(join(installedPeer("INTEROP_CFN_LINT"), "bin", "cfn-lint"), [template, "-i", "W3005"], {
    encoding: "utf8",
  });

const keysAlone: SettingsInput = {
  version: 1,
  name: "keys-alone",
  backend: { kind: "sample" },
  apiKeys: {},
  accessRules: [{ who: { apiKey: "*" }, may: ["read"], on: { api: true } }],
};

/** The example names an existing table, so that the table that a stack makes is only here. */
const managedKeys: SettingsInput = {
  ...keysAlone,
  name: "managed-keys",
  apiKeys: { managed: {} },
  monitoring: {},
};

const example = new URL("../../../settings/example.json", import.meta.url);

const stacks: Readonly<Record<string, () => Settings>> = {
  "settings/example.json, which has every setting": () => readSettings(readFileSync(example, "utf8")),
  "settings/local.json, with the sample backend": () => validSettings(sampleSettings()),
  "API keys alone": () => validSettings(keysAlone),
  "managed API keys in a table of the stack's own": () => validSettings(managedKeys),
  ...Object.fromEntries(
    Object.entries(refusalsAndOrigins).map(([what, api]) => [
      what,
      () => validSettings(sampleSettings({ api })),
    ]),
  ),
};

describe("cfn-lint finds nothing in the template of", () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "interop-cfn-lint-"));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  for (const [what, settings] of Object.entries(stacks)) {
    test(what, async () => {
      const own = await mkdtemp(join(folder, "stack-"));
      const { template } = await synthesizeStack(settings(), own);
      const file = join(own, "template.json");
      await writeFile(file, JSON.stringify(template));
      const { status, stdout, stderr } = lint(file);
      assert.deepEqual([status, stdout, stderr], [0, "", ""]);
    });
  }
});

test("cfn-lint finds what CloudFormation would refuse", async () => {
  const folder = await mkdtemp(join(tmpdir(), "interop-cfn-lint-"));
  try {
    const file = join(folder, "template.json");
    const Resources = { Api: { Type: "AWS::ApiGateway::RestApi", Properties: { Nmae: "typo" } } };
    await writeFile(file, JSON.stringify({ Resources }));
    const { status, stdout } = lint(file);
    assert.notEqual(status, 0);
    assert.match(stdout, /E3002.*Nmae/s);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
