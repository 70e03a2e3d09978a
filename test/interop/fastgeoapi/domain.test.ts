/** fastgeoapi at a custom domain: at its root, and below a base path, which fastgeoapi has to be told. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { LocalApi } from "#local/local-api";
import { ask, type ExactAnswer } from "#test/http/exact-request";
import { mountPath } from "./prepare.ts";
import { fastgeoapiBackend, startBehindGateway } from "./start-fastgeoapi.ts";
import { nothingStarted } from "./tutorial/started-together.ts";

const name = "geo.example.org";
const certificateArn =
  "arn:aws:acm:eu-central-1:123456789012:certificate/00000000-0000-4000-8000-000000000000";

const urlBelow = (basePath: string | undefined) =>
  `https://${name}${basePath === undefined ? "" : `/${basePath}`}`;

/** Starts it at the domain, with settings of fastgeoapi. */
function atDomain(basePath: string | undefined, changes = {}): Promise<LocalApi> {
  const domain = { name, certificateArn, ...(basePath !== undefined && { basePath }) };
  return startBehindGateway(
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
    { PYGEOAPI_BASEURL: urlBelow(basePath), ...changes },
  );
}

const get = (api: LocalApi, path: string): Promise<ExactAnswer> =>
  ask(api.url, `${mountPath}${path}`, { headers: { host: name } });

/** Where it is, the domain's base path, and what fastgeoapi is told of it. */
const places = [
  ["at its root", undefined, {}],
  ["below a base path that its ROOT_PATH names", "maps", { ROOT_PATH: "/maps" }],
] as const;

describe("fastgeoapi at a custom domain", () => {
  const started = nothingStarted();
  let apis: readonly LocalApi[];
  let untold: LocalApi;
  before(async () => {
    [untold, ...apis] = await started.together<readonly [LocalApi, ...LocalApi[]]>([
      atDomain("maps"),
      ...places.map(([, basePath, changes]) => atDomain(basePath, changes)),
    ]);
    // Their functions start at their first request.
    await Promise.all([untold, ...apis].map((api) => get(api, "/collections/lakes/items")));
  });
  after(() => started.close());

  for (const [index, [place, basePath]] of places.entries()) {
    test(`${place} is read there, links there, and redirects there`, async () => {
      const api = apis[index];
      assert.ok(api !== undefined);
      const publicUrl = urlBelow(basePath);
      const { status, text } = await get(api, "/collections/lakes/items");
      assert.equal(status, 200, text);
      const { links, features } = JSON.parse(text);
      assert.equal(features.length, 3);
      const self = links.find(({ rel }: { rel: string }) => rel === "self").href;
      assert.ok(self.startsWith(`${publicUrl}${mountPath}/collections/lakes/items`), self);
      assert.equal((await get(api, "/collections/obs/items")).status, 401);

      const redirect = await get(api, "?f=json");
      assert.equal(redirect.status, 307);
      // By the scheme in which the local gateway was asked.
      const expected = `${publicUrl}${mountPath}/?f=json`.replace("https:", "http:");
      assert.equal(redirect.headers.location, expected);
    });
  }

  test("below a base path that it does not know has nothing", async () => {
    for (const path of ["/", "/collections/lakes/items"]) {
      const { status, text } = await get(untold, path);
      assert.deepEqual([status, JSON.parse(text)], [404, { detail: "Not Found" }]);
    }
  });
});
