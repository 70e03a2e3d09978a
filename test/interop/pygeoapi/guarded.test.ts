import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ask } from "#test/http/exact-request";
import { withoutAuthorizer } from "../gateway/without-authorizer.ts";
import { startProtected } from "./start-protected.ts";

const lakes = "/collections/lakes/items";
const wells = "/collections/wells/items";

describe("pygeoapi that refuses who comes around its authorizer", () => {
  test("serves what the authorizer allows", async (context) => {
    const api = await startProtected("guarded_handler.handler");
    context.after(() => api.close());
    assert.equal((await ask(api.url, lakes)).status, 200);
    assert.equal((await ask(api.url, wells)).status, 401);
    const answer = await ask(api.url, wells, { headers: api.withKey });
    assert.equal(answer.status, 200);
    assert.match(answer.text, /w-101/);
  });

  test("answers 403 behind a gateway without it, where pygeoapi alone serves the protected wells", async (context) => {
    const open = await startProtected("lambda_handler.handler", withoutAuthorizer);
    context.after(() => open.close());
    assert.match((await ask(open.url, wells)).text, /w-101/);

    const api = await startProtected("guarded_handler.handler", withoutAuthorizer);
    context.after(() => api.close());
    for (const path of [wells, lakes]) {
      const { status, text } = await ask(api.url, path, { headers: api.withKey });
      assert.equal(status, 403);
      assert.equal(JSON.parse(text).code, "Forbidden");
    }
  });
});
