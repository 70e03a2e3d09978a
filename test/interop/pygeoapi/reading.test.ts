/** Who may read pygeoapi's open and protected collections: anybody, with a key, or with a token. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { ask, type ExactAnswer } from "#test/http/exact-request";
import { type ProtectedPygeoapi, startProtected } from "./start-protected.ts";

const featureIds = ({ text }: ExactAnswer): readonly unknown[] =>
  JSON.parse(text).features.map(({ id }: { id: unknown }) => id);

const wells = ["w-101", "w-102", "w-103", "w-104"];

describe("pygeoapi's collections behind the gateway", () => {
  let api: ProtectedPygeoapi;
  before(async () => {
    api = await startProtected();
  });
  after(() => api?.close());

  const read = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    ask(api.url, path, { headers });

  describe("that are open", () => {
    test("are read by nobody in particular", async () => {
      const lakes = await read("/collections/lakes/items");
      assert.equal(lakes.status, 200);
      assert.deepEqual(featureIds(lakes), ["constance", "geneva", "balaton", "garda", "como"]);
      assert.equal((await read("/collections/cities/items/konstanz")).status, 200);
    });

    test("are read with a key and with a token as well", async () => {
      assert.equal((await read("/collections/lakes/items", api.withKey)).status, 200);
      assert.equal((await read("/collections/lakes/items", await api.withScope("openid"))).status, 200);
    });

    test("are not read with a key that is not valid: a bad credential is worse than none", async () => {
      assert.equal((await read("/collections/lakes/items", { "x-api-key": "guessed" })).status, 401);
    });

    test("keep the query: paging and a filter reach pygeoapi decoded once", async () => {
      assert.deepEqual(featureIds(await read("/collections/lakes/items?limit=2&offset=1")), [
        "geneva",
        "balaton",
      ]);
      const filtered = await read("/collections/cities/items?name=Gen%C3%A8ve");
      assert.deepEqual(featureIds(filtered), ["geneva"]);
    });
  });

  describe("of which one is protected", () => {
    const paths = [
      "/collections/wells",
      "/collections/wells/",
      "/collections/wells/items",
      "/collections/wells/items/",
      "/collections/wells/items?limit=1",
      "/collections/wells/items/w-101",
      "/collections/wells/schema",
      "/collections/wells/queryables",
    ];
    for (const path of paths) {
      test(`challenge nobody in particular at ${path}`, async () => {
        const answer = await read(path);
        assert.equal(answer.status, 401);
        assert.match(answer.headers["www-authenticate"] ?? "", /Bearer.*X-API-Key/s);
        assert.ok(!answer.text.includes("Well 101"));
      });
    }

    test("show it to a key", async () => {
      const items = await read("/collections/wells/items", api.withKey);
      assert.equal(items.status, 200);
      assert.deepEqual(featureIds(items), wells);
      assert.equal((await read("/collections/wells/items/w-101", api.withKey)).status, 200);
    });

    test("show it to a token with the scope, and forbid it to one without", async () => {
      const allowed = await read("/collections/wells/items", await api.withScope("wells:read"));
      assert.deepEqual(featureIds(allowed), wells);
      const forbidden = await read("/collections/wells/items", await api.withScope("lakes:read"));
      assert.equal(forbidden.status, 403);
      assert.ok(!forbidden.text.includes("w-101"));
    });

    test("challenge a wrong key and a damaged token", async () => {
      const { authorization = "" } = await api.withScope("wells:read");
      const damaged = { authorization: `${authorization.slice(0, -6)}AAAAAA` };
      for (const headers of [{ "x-api-key": `${api.apiKey}x` }, { "x-api-key": "" }, damaged]) {
        const answer = await read("/collections/wells/items", headers);
        assert.equal(answer.status, 401);
        assert.ok(!answer.text.includes("w-101"));
      }
    });

    test("answer HEAD as GET, without the body", async () => {
      const head = await ask(api.url, "/collections/wells/items", { method: "HEAD", headers: api.withKey });
      assert.equal(head.status, 200);
      assert.equal(head.text, "");
      assert.equal((await ask(api.url, "/collections/wells/items", { method: "HEAD" })).status, 401);
    });

    test("give a path with a slash at its end the outcome of the one without", async () => {
      // pygeoapi takes the slash for the beginning of an item's id, and finds no such item.
      assert.equal((await read("/collections/wells/items/", api.withKey)).status, 404);
      assert.equal((await read("/collections/wells/items/", await api.withScope("other"))).status, 403);
      assert.equal((await read("/collections/wells/items", await api.withScope("other"))).status, 403);
    });
  });

  test("log each decision once, and hold neither key nor token in the log", async () => {
    const before = api.decisions.length;
    const token = await api.withScope("wells:read");
    await read("/collections/wells/items", api.withKey);
    await read("/collections/wells/items", token);
    const decisions = api.decisions.slice(before);
    assert.equal(decisions.length, 2);
    const text = JSON.stringify(decisions);
    assert.ok(!text.includes(api.apiKey));
    assert.ok(!text.includes(token.authorization?.slice("Bearer ".length) ?? "Bearer"));
  });
});
