/** What fastgeoapi has at its root, outside of its own protection: refused unless a rule grants it, then the real one. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { decisionAbout } from "#test/end-to-end/decision-about";
import { ask } from "#test/http/exact-request";
import type { ProtectedFastgeoapi } from "../start-protected.ts";

/** What is asked, the scope by which a rule grants it, and what fastgeoapi then answers. */
const besideApi = [
  ["GET", "/docs", "server:describe", 200, /swagger-ui/],
  ["GET", "/docs/oauth2-redirect", "server:describe", 200, /OAuth2 Redirect/],
  ["GET", "/redoc", "server:describe", 200, /ReDoc/],
  ["GET", "/openapi.json", "server:describe", 200, /"title":"fastgeoapi"/],
  ["GET", "/admin/config/reload", "server:operate", 200, /"status":"idle"/],
  ["POST", "/admin/config/reload", "server:operate", 202, /"status":"started"/],
  // Here it is switched off: fastgeoapi would fetch schemas from the network at its start.
  ["POST", "/mcp", "tools:use", 404, /"detail":"Not Found"/],
  ["GET", "/mcp/", "tools:use", 404, /"detail":"Not Found"/],
  ["GET", "/.well-known/mcp-server-card", "tools:use", 404, /"detail":"Not Found"/],
] as const;

/** Its health is open to nobody in particular, and for that reason. */
export async function healthIsOpen(api: ProtectedFastgeoapi, reason: string): Promise<void> {
  for (const [path, body] of [
    ["/healthz", { status: "ok" }],
    ["/readyz", { status: "ready" }],
  ] as const) {
    const answer = await ask(api.url, path);
    assert.deepEqual([answer.status, JSON.parse(answer.text)], [200, body]);
    assert.equal((await decisionAbout(api, answer)).reason, reason);
  }
}

/** What lies beside the API, and who gets it. */
export function besideTheApi(api: () => ProtectedFastgeoapi): void {
  describe("what fastgeoapi has beside the API", () => {
    for (const [method, path, scope, status, text] of besideApi) {
      test(`${method} ${path} is refused to all but who has the scope ${scope}`, async () => {
        assert.equal((await ask(api().url, path, { method })).status, 401);
        const scopes = new Set(["obs:read", ...besideApi.map(([, , each]) => each)]);
        scopes.delete(scope);
        const others = await Promise.all([...scopes].map((each) => api().withScope(each)));
        for (const headers of [api().withKey, ...others]) {
          const answer = await ask(api().url, path, { method, headers });
          assert.equal(answer.status, 403);
          assert.doesNotMatch(answer.text, text);
        }
        const granted = await ask(api().url, path, { method, headers: await api().withScope(scope) });
        assert.equal(granted.status, status, granted.text);
        assert.match(granted.text, text);
      });
    }

    test("is open by a rule on the API where it tells its health", () =>
      healthIsOpen(api(), "policy_allowed"));

    test("a reload that a rule grants has happened", async () => {
      const headers = await api().withScope("server:operate");
      await ask(api().url, "/admin/config/reload", { method: "POST", headers });
      const { text } = await ask(api().url, "/admin/config/reload", { headers });
      assert.equal(JSON.parse(text).last.outcome, "unchanged");
    });

    test("is refused where fastgeoapi has nothing, too, by the same answer", async () => {
      for (const path of ["/", "/admin", "/editor", "/metrics", "/collections/obs/items", "/nothing"]) {
        assert.equal((await ask(api().url, path)).status, 401, path);
        assert.equal((await ask(api().url, path, { headers: api().withKey })).status, 403, path);
      }
    });
  });
}
