/** fastgeoapi's health: open to everyone by the setting, and like anything else without it. */
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { freePort } from "#local/loopback/free-port";
import { decisionAbout } from "#test/end-to-end/decision-about";
import { ask } from "#test/http/exact-request";
import { fastgeoapiBackend } from "./start-fastgeoapi.ts";
import { type ProtectedFastgeoapi, protectedSettings, startProtected } from "./start-protected.ts";

const opened = { ...fastgeoapiBackend, publicHealth: true };
const healths = [
  ["/healthz", { status: "ok" }],
  ["/readyz", { status: "ready" }],
] as const;

describe("fastgeoapi's health", () => {
  const apis: ProtectedFastgeoapi[] = [];
  after(() => Promise.all(apis.map((api) => api.close())));
  async function started(...parameters: Parameters<typeof startProtected>): Promise<ProtectedFastgeoapi> {
    const api = await startProtected(...parameters);
    apis.push(api);
    return api;
  }

  async function isOpen(api: ProtectedFastgeoapi): Promise<void> {
    for (const [path, body] of healths) {
      const answer = await ask(api.url, path);
      assert.deepEqual([answer.status, JSON.parse(answer.text)], [200, body]);
      assert.equal((await decisionAbout(api, answer)).reason, "health_public");
      // fastgeoapi 0.4 knows no HEAD there: the 405 is its own.
      assert.equal((await ask(api.url, path, { method: "HEAD" })).status, 405);
      assert.equal((await ask(api.url, path, { headers: { "x-api-key": "wrong" } })).status, 401);
      assert.equal((await ask(api.url, path, { method: "POST" })).status, 401);
    }
    for (const path of ["/openapi.json", "/docs", "/admin/config/reload", "/mcp"]) {
      assert.equal((await ask(api.url, path)).status, 401, path);
    }
  }

  test("is open with `publicHealth` where no rule speaks of it", async () => {
    const [, ...closed] = protectedSettings.accessRules ?? [];
    await isOpen(await started({ backend: opened, accessRules: closed }));
  });

  test("is open where the policy is asked about nobody anonymous, and without the mount prefix", async () => {
    const { accessRules: _rules, ...others } = protectedSettings;
    // Nobody listens there.
    const url = `http://127.0.0.1:${await freePort()}`;
    const policy = {
      engine: "remote",
      url,
      input: "fastapi-opa",
      decision: "httpapi/authz",
      basePathInInput: false,
    } as const;
    const api = await started({ ...others, accessRules: [], backend: opened, policy });
    await isOpen(api);
    assert.equal((await ask(api.url, "/healthz", { headers: api.withKey })).status, 200);
    assert.equal((await ask(api.url, "/geoapi/", { headers: api.withKey })).status, 500);
  });

  test("is open by a rule on the API, and refused without one, where the setting is absent", async () => {
    const byRule = await started();
    const [, ...closed] = protectedSettings.accessRules ?? [];
    const refused = await started({ accessRules: closed });
    for (const [path, body] of healths) {
      const answer = await ask(byRule.url, path);
      assert.deepEqual([answer.status, JSON.parse(answer.text)], [200, body]);
      assert.equal((await decisionAbout(byRule, answer)).reason, "policy_allowed");
      assert.equal((await ask(refused.url, path)).status, 401);
      assert.equal((await ask(refused.url, path, { headers: refused.withKey })).status, 403);
    }
  });
});
