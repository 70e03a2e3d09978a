/** Requests that a server might read in another way than the authorizer. */
import assert from "node:assert/strict";
import { get, type Stories, type StoryApi, wells, withKey } from "./story.ts";

/** Asserts that a path is refused to everybody, also to a key that may read the collection. */
export async function assertNotCanonical(api: StoryApi, path: string): Promise<void> {
  assert.equal((await get(api, path)).status, 403, path);
  const answer = await get(api, path, { headers: withKey(api) });
  assert.deepEqual([answer.status, await api.reasonOf(answer)], [403, "path_not_canonical"], path);
}

export const ambiguousRequests: Stories = {
  async "is a 403 for everybody when its path could be another's"(api) {
    await assertNotCanonical(api, "/collections//wells/items");
    await assertNotCanonical(api, "/collections/lakes/../wells/items");
    await assertNotCanonical(api, "/collections/wells/items;x");
  },

  async "is a 403 when a header asks for another method"(api) {
    const headers = { ...withKey(api), "X-HTTP-Method-Override": "DELETE" };
    const answer = await get(api, wells, { headers });
    assert.deepEqual([answer.status, await api.reasonOf(answer)], [403, "method_override"]);
  },
};
