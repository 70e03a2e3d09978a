/** Where clients may put an API key, alone and in several places at once; and which texts are looked up. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { apiKeyAuthenticator } from "#core/authenticate/api-key";
import type { ApiKeyStore, RejectedKey } from "#core/authenticate/api-key/api-key-store";
import { absent, rejected } from "#core/authenticate/authenticator";
import { asked, noHurry } from "../../asked.ts";

const newKey = () => `key-${crypto.randomUUID()}`;
const [partner, project] = [newKey(), newKey()];
const names = new Map([
  [partner, "partner"],
  [project, "project"],
]);
const [expired, mistyped] = [`ogc_live_${crypto.randomUUID()}`, `ogc_live_${crypto.randomUUID()}`];
const refusals = new Map<string, RejectedKey["rejected"]>([
  [expired, "api_key_expired"],
  [mistyped, "api_key_checksum"],
]);

const basic = (text: string) => `Basic ${Buffer.from(text).toString("base64")}`;

interface Places {
  readonly header?: string | readonly string[];
  readonly authorization?: string | readonly string[];
  readonly parameter?: readonly string[];
}

/** The answer to a key in these places, and every text that was looked up. */
async function shown({ header, authorization, parameter }: Places, settings: object = {}) {
  const lookedUp: string[] = [];
  const store: ApiKeyStore = {
    async find(key) {
      lookedUp.push(key);
      const name = names.get(key);
      if (name !== undefined) return { name, id: name, scopes: [] };
      return { rejected: refusals.get(key) ?? "api_key_unknown" };
    },
  };
  const places = { header: "X-API-Key", basic: true, queryParameter: "key", ...settings };
  const request = asked("GET", "/", {
    ...(header !== undefined && { "x-api-key": header }),
    ...(authorization !== undefined && { authorization }),
  });
  const query = parameter === undefined ? {} : { key: parameter };
  const answer = await apiKeyAuthenticator(places, store)({ ...request, query }, noHurry);
  return { answer, lookedUp };
}

async function assertKnown(places: Places, name: string) {
  const { answer } = await shown(places);
  assert.equal(answer.kind === "recognised" ? answer.principal.id : JSON.stringify(answer), name);
}

async function assertRejected(places: Places, reason: string) {
  assert.deepEqual((await shown(places)).answer, rejected(reason));
}

describe("an API key", () => {
  test("comes in the header, in the query parameter, or by Basic as user name or as password", async () => {
    await assertKnown({ header: partner }, "partner");
    await assertKnown({ parameter: [partner] }, "partner");
    await assertKnown({ authorization: basic(`${partner}:`) }, "partner");
    await assertKnown({ authorization: basic(`:${partner}`) }, "partner");
    await assertKnown({ authorization: basic(`${partner}:${partner}`) }, "partner");
  });

  test("is looked for in no place that the settings do not name", async () => {
    const places = { authorization: basic(`:${partner}`), parameter: [partner] };
    const nowhere = { basic: false, queryParameter: undefined };
    assert.deepEqual(await shown(places, nowhere), { answer: absent, lookedUp: [] });
    for (const queryParameter of ["KEY", "constructor", "toString"]) {
      const { answer } = await shown({ parameter: [partner] }, { queryParameter });
      assert.deepEqual(answer, absent);
    }
  });

  test("is absent where the Authorization header holds another scheme, which is nobody's here", async () => {
    for (const authorization of ["Bearer x", "Digest x", "Basically x", ""]) {
      assert.deepEqual(await shown({ authorization }), { answer: absent, lookedUp: [] });
    }
  });

  test("that is empty or too long is rejected in every place without a look-up", async () => {
    const long = "x".repeat(513);
    for (const [text, reason] of [
      ["", "api_key_empty"],
      [long, "api_key_too_long"],
    ] as const) {
      for (const places of [
        { header: text },
        { parameter: [text] },
        { authorization: basic(`${text}:`) },
        { authorization: basic(`:${text}`) },
      ]) {
        assert.deepEqual(await shown(places), { answer: rejected(reason), lookedUp: [] });
      }
    }
    await assertRejected({ authorization: basic(`${long}:${partner}`) }, "api_key_too_long");
  });

  test("that is blank, trimmed or in another case is another text", async () => {
    for (const text of [" ", ` ${partner}`, `${partner} `, partner.toUpperCase(), `${partner}\t`]) {
      await assertRejected({ header: text }, "api_key_unknown");
      await assertRejected({ parameter: [text] }, "api_key_unknown");
    }
  });

  test("may be repeated, in one place or in several", async () => {
    await assertKnown({ parameter: [partner, partner] }, "partner");
    const everywhere = { header: partner, parameter: [partner], authorization: basic(`${partner}:`) };
    await assertKnown(everywhere, "partner");
    await assertKnown({ header: partner, authorization: basic(`anybody:${partner}`) }, "partner");
    await assertKnown({ parameter: [partner], authorization: basic(`${partner}:x`) }, "partner");
  });

  test("beside another one is rejected, whichever of them is good, and nothing is looked up", async () => {
    for (const other of [project, "nobody's"]) {
      for (const places of [
        { header: [partner, other] },
        { parameter: [partner, other] },
        { header: partner, parameter: [other] },
        { header: other, parameter: [partner] },
        { header: partner, authorization: basic(`:${other}`) },
        { parameter: [partner], authorization: basic(`${other}:`) },
        { parameter: [partner], authorization: basic(`anybody:${other}`) },
      ]) {
        assert.deepEqual(await shown(places), { answer: rejected("api_key_doubled"), lookedUp: [] });
      }
    }
    await assertRejected({ header: partner, parameter: [""] }, "api_key_empty");
  });

  test("is not looked up beside a Basic credential that is malformed, or beside a second Authorization", async () => {
    const malformed = { header: partner, authorization: "Basic ?" };
    assert.deepEqual(await shown(malformed), { answer: rejected("basic_malformed"), lookedUp: [] });
    const two = { authorization: [basic(`:${partner}`), "Bearer x"] };
    assert.deepEqual(await shown(two), { answer: rejected("authorization_doubled"), lookedUp: [] });
  });
});

describe("user name and password that differ", () => {
  test("are both looked up, and one of them is the key where the other is nobody's", async () => {
    const byPassword = await shown({ authorization: basic(`anybody:${partner}`) });
    const byUserName = await shown({ authorization: basic(`${partner}:anything`) });
    assert.equal(byPassword.answer.kind, "recognised");
    assert.equal(byUserName.answer.kind, "recognised");
    assert.deepEqual(byPassword.lookedUp.toSorted(), ["anybody", partner].toSorted());
    assert.deepEqual(byUserName.lookedUp.toSorted(), ["anything", partner].toSorted());
  });

  test("are rejected where both are keys, also where another place holds one of them", async () => {
    const authorization = basic(`${project}:${partner}`);
    await assertRejected({ authorization }, "api_key_doubled");
    await assertRejected({ authorization, header: partner }, "api_key_doubled");
  });

  test("are rejected where another place holds the one that is nobody's key", async () => {
    await assertRejected(
      { authorization: basic(`anybody:${partner}`), header: "anybody" },
      "api_key_doubled",
    );
    await assertRejected(
      { authorization: basic(`${partner}:anything`), parameter: ["anything"] },
      "api_key_doubled",
    );
  });

  test("are rejected where one is a key and the other was one, or is one with a slip", async () => {
    await assertRejected({ authorization: basic(`${expired}:${partner}`) }, "api_key_expired");
    await assertRejected({ authorization: basic(`${partner}:${mistyped}`) }, "api_key_checksum");
  });

  test("are rejected for what tells most where neither is a key, and for the password's reason where both do", async () => {
    await assertRejected({ authorization: basic("anybody:anything") }, "api_key_unknown");
    await assertRejected({ authorization: basic(`anybody:${expired}`) }, "api_key_expired");
    await assertRejected({ authorization: basic(`${expired}:anything`) }, "api_key_expired");
    await assertRejected({ authorization: basic(`${expired}:${mistyped}`) }, "api_key_checksum");
    await assertRejected({ authorization: basic(`${mistyped}:${expired}`) }, "api_key_expired");
  });
});
