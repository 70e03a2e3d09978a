/** The main story over HTTP: the bundled functions and the synthesized template, as `npm start` runs them. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { AccessLogEntry } from "#local/gateway/access-log-entry";
import { type LocalApi, startLocalApi } from "#local/local-api";
import { decisionAbout } from "./decision-about.ts";
import { sampleSettings } from "./sample-settings.ts";
import { assertNotCanonical } from "./stories/ambiguous-requests.ts";
import { get, type StoryApi, wells, withKey, withToken } from "./stories/story.ts";
import { tellStories } from "./stories/tell-stories.ts";

let local: LocalApi;
let api: StoryApi;
const accesses: AccessLogEntry[] = [];
before(async () => {
  local = await startLocalApi({ settings: sampleSettings(), onAccess: (entry) => accesses.push(entry) });
  api = {
    ...local,
    publicUrl: local.url,
    issuer: local.issuer?.issuer ?? "",
    reasonOf: async (answer) => (await decisionAbout(local, answer)).reason,
  };
});
after(() => local?.close());

tellStories(() => api);

describe("a 403", () => {
  test("names the scope, for a token without it", async () => {
    const { status, headers } = await get(api, wells, {
      headers: await withToken(api, { scope: "other" }),
    });
    assert.equal(status, 403);
    assert.equal(
      headers["www-authenticate"],
      'Bearer realm="ogc-api", error="insufficient_scope", scope="wells:read"',
    );
  });

  test("is without a challenge where no scope would help", async () => {
    const { status, headers } = await get(api, "/admin", { headers: withKey(api) });
    assert.deepEqual([status, headers["www-authenticate"]], [403, undefined]);
  });

  test("is the answer to a path that hides something by percent-encoding", async () => {
    for (const path of [
      "/collections/wells%2Fitems",
      "/%63ollections/wells/items",
      "/collections/lakes/%2e%2e/wells/items",
      "/collections/wells%00/items",
    ]) {
      await assertNotCanonical(api, path);
    }
  });
});

describe("the gateway", () => {
  test("passes on both values of a header given twice, and the authorizer refuses them", async () => {
    const answer = await get(api, wells, { headers: { "x-api-key": [api.apiKey, "other"] } });
    assert.deepEqual([answer.status, await api.reasonOf(answer)], [401, "api_key_doubled"]);
  });

  test("lets no credential of a megabyte reach the authorizer", async () => {
    const before = accesses.length;
    const headers = { authorization: `Bearer ${"a".repeat(1_048_576)}` };
    // The server may hang up while the client still writes.
    const status = await get(api, wells, { headers }).then(
      (answer) => answer.status,
      () => "hung up",
    );
    assert.ok(status === 431 || status === "hung up", String(status));
    assert.ok(accesses.slice(before).every(({ authorizer }) => authorizer === "none"));
  });

  test("answers a preflight without the authorizer", async () => {
    const headers = { origin: "https://maps.example.org", "access-control-request-method": "GET" };
    assert.equal((await get(api, wells, { method: "OPTIONS", headers })).status, 204);
    assert.equal(accesses.at(-1)?.authorizer, "none");
  });

  test("tells the id by which a refused request is found in the log", async () => {
    const answer = await get(api, wells);
    const { extendedRequestId } = await decisionAbout(local, answer);
    assert.equal(JSON.parse(answer.text).extendedRequestId, extendedRequestId);
  });
});
