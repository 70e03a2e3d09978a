/** Who may execute, describe and deploy pygeoapi's processes and see their jobs. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { ask } from "#test/http/exact-request";
import { type ProtectedPygeoapi, startProtected } from "./start-protected.ts";

const balance = JSON.stringify({ inputs: { precipitation: 900, evaporation: 500, runoff: 300 } });
const greeting = JSON.stringify({ inputs: { name: "Ada" } });

describe("pygeoapi's processes behind the gateway", () => {
  let api: ProtectedPygeoapi;
  before(async () => {
    api = await startProtected();
  });
  after(() => api?.close());

  const execute = (process: string, body: string, headers: Readonly<Record<string, string>> = {}) =>
    ask(api.url, `/processes/${process}/execution`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body,
    });

  test("that are open run for nobody in particular", async () => {
    const answer = await execute("hello-world", greeting);
    assert.equal(answer.status, 200);
    assert.match(answer.text, /Hello Ada!/);
  });

  test("that are protected run for a key, and wait for the result", async () => {
    const answer = await execute("water-balance", balance, api.withKey);
    assert.equal(answer.status, 200);
    assert.deepEqual(JSON.parse(answer.text), { id: "balance", value: 100 });
  });

  test("that are protected challenge nobody in particular and a wrong key", async () => {
    for (const headers of [{}, { "x-api-key": "guessed" }]) {
      const answer = await execute("water-balance", balance, headers);
      assert.equal(answer.status, 401);
      assert.match(answer.headers["www-authenticate"] ?? "", /X-API-Key/);
      assert.ok(!answer.text.includes("100"));
    }
  });

  test("that are protected are forbidden to a token without a grant", async () => {
    const headers = await api.withScope("wells:read");
    assert.equal((await execute("water-balance", balance, headers)).status, 403);
  });

  test("that are protected challenge GET and HEAD of every address of theirs (OGC API – Processes)", async () => {
    for (const path of ["/processes/water-balance", "/processes/water-balance/execution"]) {
      for (const method of ["GET", "HEAD"]) {
        const answer = await ask(api.url, path, { method });
        assert.equal(answer.status, 401, `${method} ${path}`);
        assert.match(answer.headers["www-authenticate"] ?? "", /Bearer.*X-API-Key/s);
      }
    }
  });

  test("that are protected describe themselves to a key", async () => {
    const answer = await ask(api.url, "/processes/water-balance", { headers: api.withKey });
    assert.equal(answer.status, 200);
    assert.equal(JSON.parse(answer.text).id, "water-balance");
  });

  test("run in the background: the job is there for a key and hidden from nobody in particular", async () => {
    const started = await execute("water-balance", balance, { ...api.withKey, prefer: "respond-async" });
    assert.equal(started.status, 201);
    const location = started.headers.location ?? "";
    assert.ok(location.startsWith(`${api.url}/jobs/`), location);
    const job = location.slice(api.url.length);

    await successOf(job);
    const results = await ask(api.url, `${job}/results?f=json`, { headers: api.withKey });
    assert.equal(results.status, 200);
    assert.equal(JSON.parse(results.text).value, 100);

    for (const path of ["/jobs", job, `${job}/results`]) {
      assert.equal((await ask(api.url, path)).status, 401, path);
    }
  });

  test("run in the background only for whom they run at all", async () => {
    assert.equal((await execute("water-balance", balance, { prefer: "respond-async" })).status, 401);
  });

  test("cannot be deployed by a key that may execute", async () => {
    for (const [method, path] of [
      ["POST", "/processes"],
      ["PUT", "/processes/water-balance"],
      ["DELETE", "/processes/water-balance"],
    ] as const) {
      const answer = await ask(api.url, path, { method, headers: api.withKey });
      assert.equal(answer.status, 403, `${method} ${path}`);
    }
  });

  /** Waits until the job has succeeded; throws when it has failed or takes too long. */
  async function successOf(job: string): Promise<void> {
    const deadline = performance.now() + 20_000;
    for (;;) {
      const { status, text } = await ask(api.url, `${job}?f=json`, { headers: api.withKey });
      assert.equal(status, 200);
      const state = JSON.parse(text).status;
      if (state === "successful") return;
      assert.ok(["accepted", "running"].includes(state) && performance.now() < deadline, text);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
});
