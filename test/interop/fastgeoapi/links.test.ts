/** What fastgeoapi writes of a key that came by the query: into its links, unless the wrapper has taken it out. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { ask } from "#test/http/exact-request";
import { type ProtectedFastgeoapi, startProtected } from "./start-protected.ts";

const items = "/geoapi/collections/obs/items?limit=1&offset=1";
const queryables = "/geoapi/collections/obs/queryables";
const handlers = { alone: undefined, wrapped: "guarded_handler.handler" } as const;

for (const [how, handler] of Object.entries(handlers)) {
  describe(`fastgeoapi ${how}, asked with a key in the query,`, () => {
    let api: ProtectedFastgeoapi;
    before(async () => {
      api = await startProtected({ apiKeys: { queryParameter: "apikey" } }, {}, handler);
    });
    after(() => api?.close());

    async function withKey(path: string): Promise<string> {
      const answer = await ask(api.url, `${path}${path.includes("?") ? "&" : "?"}apikey=${api.apiKey}`);
      assert.equal(answer.status, 200, answer.text);
      return answer.text;
    }

    const says = handler === undefined ? "copies it into" : "has none in";
    test(`${says} the links of a page of items, and the id of the queryables`, async () => {
      const links: readonly { readonly rel: string; readonly href: string }[] = JSON.parse(
        await withKey(items),
      ).links;
      const copied = links.filter(({ href }) => href.includes(api.apiKey)).map(({ rel }) => rel);
      const expected = handler === undefined ? ["alternate", "next", "prev", "self"] : [];
      assert.deepEqual([...new Set(copied)].toSorted(), expected);
      assert.equal((await withKey(queryables)).includes(api.apiKey), handler === undefined);
      assert.equal((await withKey(`${items}&f=html`)).includes(api.apiKey), handler === undefined);
    });
  });
}
