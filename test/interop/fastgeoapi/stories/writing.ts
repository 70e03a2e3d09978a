/** What changes something in a protected fastgeoapi: features, executions and jobs. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ask } from "#test/http/exact-request";
import { mountPath } from "../prepare.ts";
import type { ProtectedFastgeoapi } from "../start-protected.ts";

const items = `${mountPath}/collections/lakes/items`;
const feature = (id: string, name: string) =>
  JSON.stringify({
    type: "Feature",
    id,
    geometry: { type: "Point", coordinates: [9.2, 45.9] },
    properties: { name },
  });

/** Who may change what. */
export function writing(api: () => ProtectedFastgeoapi): void {
  describe("what changes something in fastgeoapi", () => {
    test("a feature is made, replaced and removed with the scope, and by nobody else", async () => {
      const type = { "content-type": "application/geo+json" };
      const changes = [
        ["POST", items, feature("como", "Lake Como"), 201],
        ["PUT", `${items}/como`, feature("como", "Lario"), 204],
        ["DELETE", `${items}/como`, undefined, 200],
      ] as const;
      const allowed = { ...type, ...(await api().withScope("lakes:write")) };
      for (const [method, path, body, status] of changes) {
        const request = { method, ...(body !== undefined && { body }) };
        assert.equal((await ask(api().url, path, { ...request, headers: type })).status, 401, method);
        const others = { ...type, ...(await api().withScope("obs:read")) };
        assert.equal((await ask(api().url, path, { ...request, headers: others })).status, 403, method);
        const answer = await ask(api().url, path, { ...request, headers: allowed });
        assert.equal(answer.status, status, `${method}: ${answer.text}`);
        const there = await ask(api().url, `${items}/como`);
        assert.equal(there.status, method === "DELETE" ? 404 : 200, `after ${method}`);
        if (method === "PUT") assert.equal(JSON.parse(there.text).properties.name, "Lario");
      }
    });

    test("a process is run with a key, and its job is read by that key alone", async () => {
      const execution = `${mountPath}/processes/hello-world/execution`;
      const body = JSON.stringify({ inputs: { name: "gateway" } });
      const headers = { "content-type": "application/json" };
      assert.equal((await ask(api().url, execution, { method: "POST", headers, body })).status, 401);
      const withKey = { ...headers, ...api().withKey };
      const answer = await ask(api().url, execution, { method: "POST", headers: withKey, body });
      assert.equal(answer.status, 200, answer.text);
      assert.match(answer.text, /gateway/);

      const jobs = `${mountPath}/jobs`;
      assert.equal((await ask(api().url, jobs)).status, 401);
      assert.equal((await ask(api().url, jobs, { headers: await api().withScope("obs:read") })).status, 403);
      const listed = await ask(api().url, jobs, { headers: api().withKey });
      assert.equal(listed.status, 200);
      assert.equal(JSON.parse(listed.text).jobs.length, 1);
    });
  });
}
