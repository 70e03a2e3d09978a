/** `explain` of health that a setting opens to everyone. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import type { SettingsInput } from "#core/settings/schema";
import { temporaryFolder } from "#test/infra/temporary-folder";
import { ran } from "./ran.ts";

const settings: SettingsInput = {
  version: 1,
  apiKeys: {},
  backend: { kind: "sample", publicHealth: true },
  accessRules: [{ who: { apiKey: "*" }, may: ["read"], on: { api: true } }],
};

test("health that is open to everyone is allowed without a question, and listed by itself", async () => {
  const file = path.join(temporaryFolder(), "settings.json");
  writeFileSync(file, JSON.stringify(settings));
  const explained = async (...commandLine: readonly string[]) => {
    const { code, written, warned } = await ran([
      "explain",
      ...commandLine,
      ...["--as", "anonymous", "--settings", file, "--json"],
    ]);
    assert.equal(code, 0, warned);
    return JSON.parse(written);
  };
  const { questions, outcome, gateway } = await explained("GET", "/healthz");
  assert.deepEqual([questions, outcome], [[], { kind: "allowed", reason: "health_public" }]);
  assert.match(gateway.policy.policyDocument.Statement[0].Resource, /\/GET\/healthz$/);
  const { parts } = await explained("--list");
  assert.deepEqual(
    parts.filter(({ actions }: { actions: string[] }) => actions.length > 0),
    [{ name: "health", actions: ["read"] }],
  );
});
