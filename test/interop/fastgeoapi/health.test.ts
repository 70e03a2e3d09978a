/** fastgeoapi's health: open to everyone by the setting, and like anything else without it. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { freePort } from "#local/loopback/free-port";
import { decisionAbout } from "#test/end-to-end/decision-about";
import { ask } from "#test/http/exact-request";
import { fastgeoapiBackend } from "./start-fastgeoapi.ts";
import { type ProtectedFastgeoapi, protectedSettings, startProtected } from "./start-protected.ts";
import { healthIsOpen } from "./stories/beside-api.ts";
import { nothingStarted } from "./tutorial/started-together.ts";

const opened = { ...fastgeoapiBackend, publicHealth: true };
const [, ...closed] = protectedSettings.accessRules ?? [];

/** Settings without rules, for a policy on an OPA at which nobody listens. */
async function settingsOfPolicy() {
  const { accessRules: _rules, ...others } = protectedSettings;
  const policy = {
    engine: "remote",
    url: `http://127.0.0.1:${await freePort()}`,
    input: "fastapi-opa",
    decision: "httpapi/authz",
    basePathInInput: false,
  } as const;
  return { ...others, accessRules: [], backend: opened, policy };
}

describe("fastgeoapi's health", () => {
  const started = nothingStarted();
  let byRules: ProtectedFastgeoapi;
  let byPolicy: ProtectedFastgeoapi;
  let refused: ProtectedFastgeoapi;
  before(async () => {
    [byRules, byPolicy, refused] = await started.together([
      startProtected({ backend: opened, accessRules: closed }),
      startProtected(await settingsOfPolicy()),
      startProtected({ accessRules: closed }),
    ]);
    // Their functions start at their first request.
    await Promise.all([byRules, byPolicy].map(({ url }) => ask(url, "/healthz")));
  });
  after(() => started.close());

  async function isOpenToEveryone(api: ProtectedFastgeoapi): Promise<void> {
    await healthIsOpen(api, "health_public");
    for (const path of ["/healthz", "/readyz"]) {
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
    await isOpenToEveryone(byRules);
  });

  test("is open where the policy is asked about nobody anonymous, and without the mount prefix", async () => {
    await isOpenToEveryone(byPolicy);
    const headers = byPolicy.withKey;
    assert.equal((await ask(byPolicy.url, "/healthz", { headers })).status, 200);
    assert.equal((await ask(byPolicy.url, "/geoapi/", { headers })).status, 500);
  });

  test("is refused where neither the setting nor a rule opens it", async () => {
    for (const path of ["/healthz", "/readyz"]) {
      const answer = await ask(refused.url, path);
      assert.equal(answer.status, 401);
      assert.equal((await decisionAbout(refused, answer)).reason, "not_granted");
      assert.equal((await ask(refused.url, path, { headers: refused.withKey })).status, 403);
    }
  });
});
