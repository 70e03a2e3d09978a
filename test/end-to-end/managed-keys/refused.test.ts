/** Managed keys that are not good: each a 401 with the reason in the log, and no reason for the client. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type LocalApi, startLocalApi } from "#local/local-api";
import { ask } from "#test/http/exact-request";
import { decisionAbout } from "../decision-about.ts";
import { sampleSettings } from "../sample-settings.ts";
import { inSeconds, type KeyDesk, keyDesk } from "./key-desk.ts";

const wells = "/collections/wells/items?limit=1";

let api: LocalApi;
let desk: KeyDesk;
before(async () => {
  const apiKeys = { managed: { environment: "local" }, refreshSeconds: 1 };
  api = await startLocalApi({ settings: sampleSettings({ apiKeys }) });
  desk = await keyDesk(api);
});
after(async () => {
  desk?.close();
  await api?.close();
});

const withRecord = (changes: Parameters<KeyDesk["make"]>[0]) => async () => (await desk.make(changes)).key;

/** The key with another character in its place, counted from its end. */
const withOther = (key: string, fromEnd: number) => {
  const index = key.length - fromEnd;
  return `${key.slice(0, index)}${key[index] === "a" ? "b" : "a"}${key.slice(index + 1)}`;
};

/** A genuine key whose record is that of another: as if its secret had been guessed wrong, checksum and all. */
async function withForeignDigest(): Promise<string> {
  const other = await desk.record((await desk.make()).id);
  return (await desk.make({ digest: other.digest })).key;
}

const refused: Record<string, [() => Promise<string>, string]> = {
  "that nobody has made": [
    async () => {
      const { key, id } = await desk.make();
      await desk.remove(id);
      return key;
    },
    "api_key_unknown",
  ],
  "with a slip in its secret": [async () => withOther((await desk.make()).key, 20), "api_key_checksum"],
  "with a slip in its id": [async () => withOther((await desk.make()).key, 45), "api_key_checksum"],
  "with a slip at its end": [async () => withOther((await desk.make()).key, 1), "api_key_checksum"],
  "in capitals": [
    async () => (await desk.make()).key.replace(/[a-z2-7]+$/, (text) => text.toUpperCase()),
    "api_key_malformed",
  ],
  "cut short": [async () => (await desk.make()).key.slice(0, -1), "api_key_malformed"],
  "of another environment": [async () => (await desk.make({}, "live")).key, "api_key_environment"],
  "with another secret than its record": [withForeignDigest, "api_key_mismatch"],
  "that is revoked": [withRecord({ state: "revoked" }), "api_key_revoked"],
  "that is disabled": [withRecord({ state: "disabled" }), "api_key_disabled"],
  "that has expired": [withRecord({ expiresAt: inSeconds(-1) }), "api_key_expired"],
  "that is not valid yet": [withRecord({ notBefore: inSeconds(600) }), "api_key_not_yet_valid"],
};

describe("a managed key", () => {
  for (const [what, [key, reason]] of Object.entries(refused)) {
    test(`${what} is refused`, async () => {
      const answer = await ask(api.url, wells, { headers: { "x-api-key": await key() } });
      assert.deepEqual([answer.status, (await decisionAbout(api, answer)).reason], [401, reason]);
      assert.ok(!answer.text.includes(reason));
    });
  }

  test("that is refused is refused also where anonymous callers may read", async () => {
    const { key } = await desk.make({ state: "revoked" });
    assert.equal((await ask(api.url, "/collections/lakes/items")).status, 200);
    assert.equal(
      (await ask(api.url, "/collections/lakes/items", { headers: { "x-api-key": key } })).status,
      401,
    );
  });

  test("comes by header alone where nothing else is switched on", async () => {
    const { key } = await desk.make();
    const authorization = `Basic ${Buffer.from(`${key}:`).toString("base64")}`;
    assert.equal((await ask(api.url, wells, { headers: { authorization } })).status, 401);
    assert.equal((await ask(api.url, `${wells}&apikey=${key}`)).status, 401);
  });

  test("expires in the middle of a run, at its time and not with the record's next reading", async () => {
    const { key } = await desk.make({ expiresAt: inSeconds(2) });
    const status = async () => (await ask(api.url, wells, { headers: { "x-api-key": key } })).status;
    assert.equal(await status(), 200);
    const end = Date.now() + 2000;
    while (Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(await status(), 401);
  });
});
