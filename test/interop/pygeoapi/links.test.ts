/** What pygeoapi writes of a key that came by the query: into its links, unless the wrapper has taken it out. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { ask } from "#test/http/exact-request";
import { type ProtectedPygeoapi, startProtected } from "./start-protected.ts";

const items = "/collections/wells/items?limit=1&offset=1";
const queryables = "/collections/wells/queryables";
const silent = ["/", "/openapi", "/collections", "/collections/wells", "/collections/wells/items/w-101"];
const pages = `${items}&f=html`;

interface Link {
  readonly rel: string;
  readonly href: string;
}

/** A document for which the key came by the query, under a spelling of the parameter's name. */
async function withKey(api: ProtectedPygeoapi, path: string, name = "apikey"): Promise<string> {
  const target = `${path}${path.includes("?") ? "&" : "?"}${name}=${api.apiKey}`;
  const { status, text, headers } = await ask(api.url, target);
  assert.equal(status, 200, text);
  assert.ok(!JSON.stringify(headers).includes(api.apiKey));
  return text;
}

const linksOf = (text: string): readonly Link[] => JSON.parse(text).links;

describe("pygeoapi that is shown a key in the query", () => {
  let api: ProtectedPygeoapi;
  before(async () => {
    api = await startProtected();
  });
  after(() => api?.close());

  test("copies it into every link of a page of items, in each spelling", async () => {
    for (const name of ["apikey", "%61pikey"]) {
      const links = linksOf(await withKey(api, items, name)).filter(({ href }) => href.includes(api.apiKey));
      assert.deepEqual(links.map(({ rel }) => rel).toSorted(), [
        ...["alternate", "alternate", "alternate"],
        ...["next", "prev", "self"],
      ]);
      for (const { href } of links) assert.ok(href.endsWith(`&apikey=${api.apiKey}`));
    }
  });

  test("copies it into the HTML of such a page, and into the id of the queryables", async () => {
    assert.ok((await withKey(api, pages)).includes(`apikey=${api.apiKey}`));
    assert.ok(JSON.parse(await withKey(api, queryables)).$id.includes(`apikey=${api.apiKey}`));
  });

  for (const path of silent) {
    test(`does not copy it into ${path}`, async () => {
      assert.ok(!(await withKey(api, path)).includes(api.apiKey));
    });
  }
});

describe("pygeoapi within the wrapper that takes the key out of the query", () => {
  let api: ProtectedPygeoapi;
  before(async () => {
    api = await startProtected("guarded_handler.handler");
  });
  after(() => api?.close());

  for (const path of [items, queryables, pages, ...silent]) {
    test(`has no key in ${path}`, async () => {
      for (const name of ["apikey", "%61pikey", "api%6Bey"]) {
        assert.ok(!(await withKey(api, path, name)).includes(api.apiKey));
      }
    });
  }

  test("has the other parameters in its links, as they are without a key in the query", async () => {
    const { text } = await ask(api.url, items, { headers: api.withKey });
    assert.deepEqual(linksOf(await withKey(api, items)), linksOf(text));
    assert.ok(linksOf(text).some(({ rel, href }) => rel === "next" && href.includes("limit=1")));
  });

  test("has no key that stands under a name nearly right, of somebody whose key is in the header", async () => {
    const { status, text } = await ask(api.url, `${items}&ApiKey=${api.apiKey}`, { headers: api.withKey });
    assert.equal(status, 200);
    assert.ok(!text.includes(api.apiKey));
  });
});
