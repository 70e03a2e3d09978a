/** Monitoring, through the whole stack: the function's own decision lines carry metrics where the settings ask for it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { SettingsInput } from "#core/settings/schema";
import { startLocalApi } from "#local/local-api";
import { ask } from "#test/http/exact-request";
import { decisionAbout } from "./decision-about.ts";
import { sampleSettings } from "./sample-settings.ts";

/** The decision line of a read that anyone may make. */
async function lineWith(changes: Partial<SettingsInput>): Promise<Record<string, unknown>> {
  const api = await startLocalApi({ settings: sampleSettings(changes) });
  try {
    const answered = await ask(api.url, "/collections");
    assert.equal(answered.status, 200);
    return { ...(await decisionAbout(api, answered)) };
  } finally {
    await api.close();
  }
}

test("the authorizer sends metrics under the deployment's name, beside the decision", async () => {
  const line = await lineWith({ name: "geodata", monitoring: {}, logs: { access: { account: "create" } } });
  assert.equal(line.decisions, 1);
  assert.match(JSON.stringify(line._aws), /"Namespace":"ogc-api-authorizer\/geodata"/);
  assert.equal(line.outcome, "allowed");
});

test("it sends none where the settings have no monitoring", async () => {
  const line = await lineWith({});
  assert.equal("_aws" in line, false);
  assert.equal("decisions" in line, false);
});
