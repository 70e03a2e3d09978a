/** Health that is open to everyone: behind a policy engine that is down, through the whole local API. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type LocalApi, startLocalApi } from "#local/local-api";
import { freePort } from "#local/loopback/free-port";
import { ask } from "#test/http/exact-request";
import { decisionAbout } from "./decision-about.ts";
import { sampleSettings } from "./sample-settings.ts";

let api: LocalApi;
before(async () => {
  const settings = sampleSettings({ backend: { kind: "sample", publicHealth: true } });
  // Nobody listens there.
  api = await startLocalApi({ settings, opaUrl: `http://127.0.0.1:${await freePort()}` });
});
after(() => api?.close());

for (const method of ["GET", "HEAD"]) {
  test(`${method} reaches the backend without the policy, which nobody could ask`, async () => {
    const answer = await ask(api.url, "/healthz", { method });
    const { reason, outcome, principalKind } = await decisionAbout(api, answer);
    assert.deepEqual([outcome, reason, principalKind], ["allowed", "health_public", "anonymous"]);
    // The sample API has no health of its own: this is its answer.
    assert.equal(answer.status, 404);
  });
}

test("everything else is a fault", async () => {
  for (const [method, path] of [
    ["GET", "/"],
    ["POST", "/healthz"],
  ] as const) {
    const answer = await ask(api.url, path, { method });
    assert.equal((await decisionAbout(api, answer)).reason, "policy_unavailable");
    assert.equal(answer.status, 500);
  }
});

test("a key that nobody has is refused, also there", async () => {
  const answer = await ask(api.url, "/healthz", { headers: { "x-api-key": "nobody" } });
  assert.deepEqual([answer.status, (await decisionAbout(api, answer)).reason], [401, "api_key_unknown"]);
});
