/** QGIS reads a protected collection page by page with an API key: by Basic and by the address, and not without one. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { developmentTokens } from "../process/development-tokens.ts";
import { type OpenedLayer, openLayer, type QgisCredential } from "./run-qgis.ts";
import { type ApiForQgis, type Handler, startApi } from "./start-api.ts";

const allWells: OpenedLayer = { valid: true, wells: ["w-101", "w-102", "w-103", "w-104"] };
const nothing: OpenedLayer = { valid: false, wells: [] };
const wells = { collection: "wells", pageSize: 2 };
const pages = ["limit=2", "f=json&offset=2&limit=2", "f=json&offset=4&limit=2"];

const basic = (username: string, password: string): QgisCredential => ({
  method: "Basic",
  configuration: { username, password, realm: "" },
});

/** Where pygeoapi is shown the key that came by the query, and where it is not. */
const backends: Readonly<Record<string, Handler>> = {
  alone: "bare_handler.handler",
  "within the wrapper that takes out the key": "stripping_handler.handler",
};

for (const [how, handler] of Object.entries(backends)) {
  describe(`QGIS and a protected collection of pygeoapi ${how}`, () => {
    let api: ApiForQgis;
    before(async () => {
      api = await startApi(handler, developmentTokens);
    });
    after(() => api?.close());

    /** The queries for pages of the wells that reached pygeoapi after the first `already` requests. */
    const pagesAsked = (already: number) =>
      api.asked
        .slice(already)
        .filter(({ path, query }) => path === "/collections/wells/items" && query.includes("limit=2"))
        .map(({ query }) => query);

    test("without a credential: it cannot be opened, an open one can", async () => {
      assert.deepEqual(await openLayer({ ...wells, url: api.url }), nothing);
      const lakes = await openLayer({ url: api.url, collection: "lakes", pageSize: 2 });
      assert.equal(lakes.wells.length, 5);
      assert.ok(!api.asked.some(({ path }) => path.startsWith("/collections/wells")));
    });

    for (const [place, names] of Object.entries({
      password: ["anybody", "key"],
      "user name": ["key", "x"],
    })) {
      test(`with the key as the ${place} of Basic: all features of all pages`, async () => {
        const already = api.asked.length;
        const [user = "", password = ""] = names.map((name) => (name === "key" ? api.apiKey : name));
        assert.deepEqual(
          await openLayer({ ...wells, url: api.url, credential: basic(user, password) }),
          allWells,
        );
        assert.deepEqual(pagesAsked(already), pages);
      });
    }

    for (const slash of ["", "/"]) {
      test(`with the key in the address ${slash}?apikey=…: all features of all pages`, async () => {
        const already = api.asked.length;
        const url = `${api.url}${slash}?apikey=${api.apiKey}`;
        assert.deepEqual(await openLayer({ ...wells, url }), allWells);
        // QGIS puts it behind every address that it asks, once, whether or not pygeoapi has it in its links.
        const seen = handler === "bare_handler.handler" ? `&apikey=${api.apiKey}` : "";
        assert.deepEqual(
          pagesAsked(already),
          pages.map((query) => `${query}${seen}`),
        );
      });
    }

    test("with a key that is none: it cannot be opened, by Basic or by the address", async () => {
      const already = api.asked.length;
      const credential = basic("anybody", `${api.apiKey}x`);
      assert.deepEqual(await openLayer({ ...wells, url: api.url, credential }), nothing);
      assert.deepEqual(await openLayer({ ...wells, url: `${api.url}?apikey=${api.apiKey}x` }), nothing);
      assert.equal(api.asked.length, already);
    });

    test("leaves no key in what the authorizer writes", () => {
      assert.ok(api.decisions.length > 20);
      assert.ok(!JSON.stringify(api.decisions).includes(api.apiKey));
    });
  });
}
