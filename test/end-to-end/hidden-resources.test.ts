/** What may not be known to be there: its refusal and that of what is not there are the same, byte for byte. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { SettingsInput } from "#core/settings/schema";
import { type LocalApi, startLocalApi } from "#local/local-api";
import { ask, type ExactAnswer } from "#test/http/exact-request";
import { sampleSettings } from "./sample-settings.ts";

type Refusals = NonNullable<NonNullable<SettingsInput["api"]>["refusals"]>;
type Headers = Readonly<Record<string, string>>;

/** In the sample API: what opens to a scope, what opens to a claim, and what no rule names. */
const byScope = "/collections/wells/items";
const byClaim = "/collections/lakes";
const toNobody = "/collections/cities/items/1";
const withSlash = "/collections/survey/2024/items";
const hidden = [
  byClaim,
  toNobody,
  withSlash,
  "/processes/hello-world",
  "/processes/hello-world/execution",
  "/jobs/1",
  "/jobs/1/results",
  "/search",
  "/admin",
];
const unknown = [
  "/collections/nothing-here/items",
  "/collections/survey/2023/items",
  "/processes/nothing-here",
  "/jobs/nothing-here",
  "/no/such/thing",
];

async function started(refusals: Refusals): Promise<LocalApi> {
  return startLocalApi({
    settings: sampleSettings({
      api: { refusals, collectionIds: ["survey/2024"] },
      accessRules: [
        { who: { apiKey: "local" }, may: ["read"], on: { api: true } },
        { who: { scope: "wells:read" }, may: ["read"], on: { collections: ["wells"] } },
        {
          who: { claim: "groups", contains: "hydrology" },
          may: ["read"],
          on: { collections: ["lakes", "survey/2024"] },
        },
      ],
    }),
  });
}

/** Everything that an answer tells, but for the ids of its request, which no two have in common, and the time. */
function told({ status, headers, text }: ExactAnswer) {
  const { date, "x-amzn-requestid": requestId, "x-amz-apigw-id": extendedId, ...others } = headers;
  assert.ok(date && requestId && extendedId);
  return { status, headers: others, text: text.replace(String(extendedId), "<id>") };
}

async function assertAlike(api: LocalApi, status: number, paths: readonly string[], headers: Headers) {
  for (const method of ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]) {
    const [first, ...others] = await Promise.all(
      paths.map(async (path) => told(await ask(api.url, path, { method, headers }))),
    );
    assert.equal(first?.status, status);
    for (const other of others) assert.deepEqual(other, first, method);
  }
}

const withToken = async (api: LocalApi, claims: Readonly<Record<string, unknown>>) => ({
  authorization: `Bearer ${await api.token(claims)}`,
});

describe("hidden and unknown are one refusal", () => {
  let api: LocalApi;
  before(async () => {
    api = await started({});
  });
  after(() => api?.close());

  test("for nobody", () => assertAlike(api, 401, [byScope, ...hidden, ...unknown], {}));

  test("for an API key", () =>
    assertAlike(api, 403, [byScope, ...hidden, ...unknown], { "x-api-key": api.apiKey }));

  test("for a token that lacks a claim", async () => {
    const headers = await withToken(api, { groups: ["forestry"] });
    await assertAlike(api, 403, [...hidden, ...unknown], headers);
    const opened = await withToken(api, { groups: ["hydrology"] });
    assert.equal((await ask(api.url, byClaim, { headers: opened })).status, 200);
  });

  test("but not for a token that lacks a scope, which is told of it", async () => {
    const headers = await withToken(api, { scope: "other" });
    const [there, notThere] = [
      await ask(api.url, byScope, { headers }),
      await ask(api.url, unknown[0] ?? "", { headers }),
    ];
    assert.match(there.headers["www-authenticate"] ?? "", /scope="wells:read"/);
    assert.equal(notThere.headers["www-authenticate"], undefined);
    assert.equal(told(there).text, told(notThere).text);
  });
});

describe("with missing scopes hidden", () => {
  let api: LocalApi;
  before(async () => {
    api = await started({ missingScope: "hidden" });
  });
  after(() => api?.close());

  test("they are one for a token that lacks a scope as well", async () => {
    const headers = await withToken(api, { scope: "other" });
    await assertAlike(api, 403, [byScope, ...hidden, ...unknown], headers);
    const opened = await withToken(api, { scope: "wells:read" });
    assert.equal((await ask(api.url, byScope, { headers: opened })).status, 200);
  });

  test("and the metadata that everybody may read tells of no scope either", async () => {
    const { status, text } = await ask(api.url, "/.well-known/oauth-protected-resource");
    assert.equal(status, 200);
    assert.doesNotMatch(text, /wells/);
  });
});

describe("with reason codes shown", () => {
  let api: LocalApi;
  before(async () => {
    api = await started({ showReason: true });
  });
  after(() => api?.close());

  test("these alone tell hidden from unknown to an API key, which is why they are not shown by default", async () => {
    const headers = { "x-api-key": api.apiKey };
    for (const [path, code] of [
      [byScope, "insufficient_scope"],
      [withSlash, "not_granted"],
      ["/collections/survey/2023/items", "resource_unknown"],
      ["/collections/nothing-here", "not_granted"],
    ] as const) {
      const answer = told(await ask(api.url, path, { headers }));
      const { reason, ...others } = JSON.parse(answer.text);
      assert.deepEqual(
        [answer.status, reason, others.detail],
        [403, code, "What was asked for is not open to you."],
      );
      assert.equal(answer.headers["www-authenticate"], undefined);
    }
  });
});

describe("with the metadata pointed to, and reason codes shown", () => {
  let api: LocalApi;
  before(async () => {
    api = await started({ missingScope: "metadata", showReason: true });
  });
  after(() => api?.close());

  test("every 403 leads to the list of scopes, and the code alone says whether one is missing", async () => {
    const headers = await withToken(api, { scope: "other" });
    for (const [path, code] of [
      [byScope, "insufficient_scope"],
      [byClaim, "not_granted"],
      ["/no/such/thing", "resource_unknown"],
      ["/collections//wells", "path_not_canonical"],
    ] as const) {
      const answer = await ask(api.url, path, { headers });
      assert.deepEqual([answer.status, JSON.parse(answer.text).reason], [403, code]);
      const challenge = answer.headers["www-authenticate"] ?? "";
      const [, metadata = ""] = /^Bearer realm="ogc-api", resource_metadata="([^"]+)"$/.exec(challenge) ?? [];
      const document = await ask(metadata, "");
      assert.deepEqual(JSON.parse(document.text).scopes_supported, ["wells:read"]);
    }
  });
});
