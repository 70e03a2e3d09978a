/** A process that needs a key, beside one that needs none. */
import assert from "node:assert/strict";
import { get, type Stories, type StoryApi, withKey } from "./story.ts";

const execution = (api: StoryApi, process: string, inputs: object, headers = {}) =>
  get(api, `/processes/${process}/execution`, {
    method: "POST",
    body: JSON.stringify({ inputs }),
    headers: { "content-type": "application/json", ...headers },
  });

const catchment = {
  areaSquareKilometres: 2,
  precipitationMillimetres: 900,
  evapotranspirationMillimetres: 500,
  runoffMillimetres: 300,
};

export const protectedProcess: Stories = {
  async "challenges GET and HEAD of any of its addresses, while the others stay open"(api) {
    for (const method of ["GET", "HEAD"]) {
      for (const path of ["/processes/water-balance", "/processes/water-balance/execution"]) {
        const { status, headers } = await get(api, path, { method });
        assert.equal(status, 401, `${method} ${path}`);
        assert.match(headers["www-authenticate"] ?? "", /ApiKey .*header="X-API-Key"/);
      }
    }
    assert.equal((await get(api, "/processes/hello-world")).status, 200);
    assert.equal((await execution(api, "hello-world", { name: "Ann" })).status, 200);
  },

  async "runs for a key"(api) {
    assert.equal((await execution(api, "water-balance", catchment)).status, 401);
    const { status, text } = await execution(api, "water-balance", catchment, withKey(api));
    assert.equal(status, 200, text);
    assert.match(text, /200000/);
  },
};
