/** What fastgeoapi writes of a key that came by the query: into its links, unless the wrapper has taken it out. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask } from "#test/http/exact-request";
import type { ProtectedFastgeoapi } from "../start-protected.ts";

const items = "/geoapi/collections/obs/items?limit=1&offset=1";
const queryables = "/geoapi/collections/obs/queryables";

/** @param wrapped whether the wrapper of backend/python stands before it */
export function keysInLinks(api: () => ProtectedFastgeoapi, wrapped: boolean): void {
  async function withKey(path: string): Promise<string> {
    const answer = await ask(api().url, `${path}${path.includes("?") ? "&" : "?"}apikey=${api().apiKey}`);
    assert.equal(answer.status, 200, answer.text);
    return answer.text;
  }

  const says = wrapped ? "has no key of the query in" : "copies a key of the query into";
  test(`${says} the links of a page of items, and the id of the queryables`, async () => {
    const links: readonly { readonly rel: string; readonly href: string }[] = JSON.parse(
      await withKey(items),
    ).links;
    const copied = links.filter(({ href }) => href.includes(api().apiKey)).map(({ rel }) => rel);
    const expected = wrapped ? [] : ["alternate", "next", "prev", "self"];
    assert.deepEqual([...new Set(copied)].toSorted(), expected);
    assert.equal((await withKey(queryables)).includes(api().apiKey), !wrapped);
    assert.equal((await withKey(`${items}&f=html`)).includes(api().apiKey), !wrapped);
  });
}
