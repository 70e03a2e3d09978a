/** What clients need besides the data. */
import assert from "node:assert/strict";
import { get, type Stories, wells, withKey } from "./story.ts";

export const clientNeeds: Stories = {
  async "a preflight is answered without a credential"(api) {
    const headers = { origin: "https://maps.example.org", "access-control-request-method": "GET" };
    const { status, headers: answered } = await get(api, wells, { method: "OPTIONS", headers });
    assert.equal(status, 204);
    assert.equal(answered["access-control-allow-origin"], "*");
    assert.match(answered["access-control-allow-headers"] ?? "", /X-API-Key/);
  },

  async "the protected resource metadata is public and names the API's own address"(api) {
    const { status, text } = await get(api, "/.well-known/oauth-protected-resource");
    const metadata = JSON.parse(text);
    assert.equal(status, 200);
    assert.deepEqual([metadata.resource, metadata.authorization_servers], [api.publicUrl, [api.issuer]]);
  },

  async "the backend is told who asks, whatever a client claims"(api) {
    const headers = { ...withKey(api), accept: "text/html", "x-principal": "root" };
    assert.match((await get(api, `${wells}?f=html`, { headers })).text, /<strong>local<\/strong> is asking/);
  },

  async "a refusal is an OGC exception"(api) {
    const { code, description, status, title } = JSON.parse((await get(api, wells)).text);
    assert.ok(code && description && title);
    assert.equal(status, 401);
  },

  async "a hidden resource and one that does not exist are one refusal"(api) {
    const answers = await Promise.all(
      ["/admin/secret", "/nothing/here"].map((path) => get(api, path, { headers: withKey(api) })),
    );
    const [hidden, unknown] = answers.map(({ status, text }) => [
      status,
      text.replace(/"extendedRequestId":"[^"]*"/, ""),
    ]);
    assert.deepEqual(hidden, unknown);
  },
};
