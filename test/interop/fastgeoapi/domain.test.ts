/** fastgeoapi at a custom domain: at its root, and below a base path, which fastgeoapi has to be told. */
import assert from "node:assert/strict";
import { describe, type TestContext, test } from "node:test";
import { ask, type ExactAnswer } from "#test/http/exact-request";
import { mountPath } from "./prepare.ts";
import { fastgeoapiBackend, startBehindGateway } from "./start-fastgeoapi.ts";

const name = "geo.example.org";
const certificateArn =
  "arn:aws:acm:eu-central-1:123456789012:certificate/00000000-0000-4000-8000-000000000000";

/** Starts it at the domain, with settings of fastgeoapi; what it gives asks for a path there. */
async function atDomain(context: TestContext, basePath: string | undefined, changes = {}) {
  const domain = { name, certificateArn, ...(basePath !== undefined && { basePath }) };
  const publicUrl = `https://${name}${basePath === undefined ? "" : `/${basePath}`}`;
  const api = await startBehindGateway(
    {
      keepDomain: true,
      settings: {
        version: 1,
        api: { domain },
        backend: fastgeoapiBackend,
        apiKeys: {},
        accessRules: [{ who: "anyone", may: ["read"], on: { api: true, collections: ["lakes"] } }],
      },
    },
    "app.main.handler",
    { PYGEOAPI_BASEURL: publicUrl, ...changes },
  );
  context.after(() => api.close());
  const get = (path: string): Promise<ExactAnswer> =>
    ask(api.url, `${mountPath}${path}`, { headers: { host: name } });
  return { get, publicUrl };
}

describe("fastgeoapi at a custom domain", () => {
  for (const [place, basePath, changes] of [
    ["at its root", undefined, {}],
    ["below a base path that its ROOT_PATH names", "maps", { ROOT_PATH: "/maps" }],
  ] as const) {
    test(`${place} is read there, links there, and redirects there`, async (context) => {
      const { get, publicUrl } = await atDomain(context, basePath, changes);
      const { status, text } = await get("/collections/lakes/items");
      assert.equal(status, 200, text);
      const { links, features } = JSON.parse(text);
      assert.equal(features.length, 3);
      const self = links.find(({ rel }: { rel: string }) => rel === "self").href;
      assert.ok(self.startsWith(`${publicUrl}${mountPath}/collections/lakes/items`), self);
      assert.equal((await get("/collections/obs/items")).status, 401);

      const redirect = await get("?f=json");
      assert.equal(redirect.status, 307);
      // By the scheme in which the local gateway was asked.
      const expected = `${publicUrl}${mountPath}/?f=json`.replace("https:", "http:");
      assert.equal(redirect.headers.location, expected);
    });
  }

  test("below a base path that it does not know has nothing", async (context) => {
    const { get } = await atDomain(context, "maps");
    for (const path of ["/", "/collections/lakes/items"]) {
      const { status, text } = await get(path);
      assert.deepEqual([status, JSON.parse(text)], [404, { detail: "Not Found" }]);
    }
  });
});
