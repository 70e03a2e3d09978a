/** What is open to anyone. */
import assert from "node:assert/strict";
import { get, type Stories, withKey } from "./story.ts";

const paths = [
  "/",
  "/conformance",
  "/api",
  "/collections",
  "/collections/lakes",
  "/collections/cities/items",
];

export const openResources: Stories = {
  async "answers as the backend does, pages and their assets included"(api) {
    for (const path of paths) assert.equal((await get(api, path)).status, 200, path);
    const page = await get(api, "/", { headers: { accept: "text/html" } });
    assert.match(page.headers["content-type"] ?? "", /text\/html/);
    const [, asset = ""] = /href="[^"]*(\/static\/[^"]+\.css)"/.exec(page.text) ?? [];
    assert.match((await get(api, asset)).headers["content-type"] ?? "", /text\/css/);
  },

  async "is not open with a credential that is wrong"(api) {
    assert.equal((await get(api, "/", { headers: withKey(api, "wrong") })).status, 401);
    assert.equal((await get(api, "/", { headers: withKey(api, "") })).status, 401);
    assert.equal((await get(api, "/", { headers: { authorization: "Bearer x" } })).status, 401);
  },
};
