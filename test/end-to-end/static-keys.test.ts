/** A start with static keys calls nobody: the bundled function, in a process of its own, and the requests its issuer saw. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type LocalApi, startLocalApi } from "#local/local-api";
import { ask } from "#test/http/exact-request";
import { sampleSettings } from "./sample-settings.ts";

const wells = "/collections/wells/items";

describe("with a key set that was fetched at synth", () => {
  let api: LocalApi;
  before(async () => {
    const sample = sampleSettings();
    const issuers = (sample.tokens?.issuers ?? []).map((each) => ({ ...each, staticKeys: "fetch" as const }));
    api = await startLocalApi({ settings: { ...sample, tokens: { ...sample.tokens, issuers } } });
  });
  after(() => api?.close());

  const statusOf = async (claims: object) => {
    const authorization = `Bearer ${await api.token({ scope: "wells:read", ...claims })}`;
    return (await ask(api.url, wells, { headers: { authorization } })).status;
  };
  const requests = () => api.issuer?.jwksRequests;

  test("the issuer was called once, by the synthesis", () => assert.equal(requests(), 1));

  test("the first token and those after it are decided about without a call", async () => {
    assert.deepEqual([await statusOf({}), await statusOf({ sub: "another" })], [200, 200]);
    assert.equal(requests(), 1);
  });

  test("a token that the known keys refuse calls nobody either", async () => {
    assert.equal(await statusOf({ aud: "other" }), 401);
    assert.equal(requests(), 1);
  });

  test("a key that is not in it is fetched, once", async () => {
    await api.issuer?.rotateKeys();
    assert.deepEqual([await statusOf({}), await statusOf({ sub: "another" })], [200, 200]);
    assert.equal(requests(), 2);
  });
});
