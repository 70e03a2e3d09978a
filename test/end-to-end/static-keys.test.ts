/** A start with static keys calls nobody: the bundled function, in a process of its own, and the requests its issuer saw. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { type LocalApi, startLocalApi } from "#local/local-api";
import { ask } from "#test/http/exact-request";
import { temporaryFolder } from "#test/infra/temporary-folder";
import { decisionAbout } from "./decision-about.ts";
import { sampleSettings } from "./sample-settings.ts";

/** An issuer that is out of reach: nothing listens there. */
const elsewhere = "http://127.0.0.1:9";

describe("with key sets beside the function", () => {
  let api: LocalApi;
  let signed: (kid: string) => Promise<string>;
  const folder = temporaryFolder();

  before(async () => {
    const { publicKey, privateKey } = await generateKeyPair("ES256");
    signed = (kid) =>
      new SignJWT({ iss: elsewhere, aud: "geo", sub: "u1", scope: "wells:read", exp: 4_000_000_000 })
        .setProtectedHeader({ alg: "ES256", kid })
        .sign(privateKey);
    const file = path.join(folder, "keys.json");
    writeFileSync(file, JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: "known" }] }));
    const sample = sampleSettings();
    const issuers = [
      ...(sample.tokens?.issuers ?? []).map((each) => ({ ...each, staticKeys: "fetch" as const })),
      { issuer: elsewhere, jwksUri: `${elsewhere}/jwks`, audiences: ["geo"], staticKeys: { file } },
    ];
    api = await startLocalApi({ settings: { ...sample, tokens: { ...sample.tokens, issuers } } });
  });
  after(() => api?.close());

  const answerTo = (token: string) =>
    ask(api.url, "/collections/wells/items", { headers: { authorization: `Bearer ${token}` } });
  const statusOf = async (claims: object) =>
    (await answerTo(await api.token({ scope: "wells:read", ...claims }))).status;
  const requests = () => api.issuer?.jwksRequests;

  test("the issuer was called once, by the synthesis", () => assert.equal(requests(), 1));

  test("the first token and those after it are decided about without a call", async () => {
    assert.deepEqual([await statusOf({}), await statusOf({ sub: "another" })], [200, 200]);
    assert.equal(requests(), 1);
  });

  test("a token that is refused under a known key calls nobody either", async () => {
    assert.equal(await statusOf({ aud: "other" }), 401);
    assert.equal(requests(), 1);
  });

  test("a key that is not in the set is fetched, once", async () => {
    await api.issuer?.rotateKeys();
    assert.deepEqual([await statusOf({}), await statusOf({ sub: "another" })], [200, 200]);
    assert.equal(requests(), 2);
  });

  test("a token is accepted whose issuer is out of reach, by the set of a file", async () => {
    assert.equal((await answerTo(await signed("known"))).status, 200);
  });

  test("a key that is not in that file is a fault as long as the issuer is out of reach", async () => {
    const answer = await answerTo(await signed("unknown"));
    assert.equal(answer.status, 500);
    assert.equal((await decisionAbout(api, answer)).reason, "jwks_unavailable");
  });

  test("a token that comes again is known, and the decision line says so", async () => {
    const token = await signed("known");
    await answerTo(token);
    assert.equal((await decisionAbout(api, await answerTo(token))).credentialRemembered, true);
  });
});
