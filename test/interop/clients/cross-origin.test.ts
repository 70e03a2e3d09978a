/** Pages of other origins in Chromium: what they may ask, and that they can read every refusal. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { SettingsInput } from "#core/settings/schema";
import { type LocalApi, startLocalApi } from "#local/local-api";
import { freePort } from "#local/loopback/free-port";
import { sampleSettings } from "#test/end-to-end/sample-settings";
import { developmentTokens } from "../process/development-tokens.ts";
import { askedByPage, type PageRequest, type Seen, unsignedToken } from "./asked-by-page.ts";
import { type Browser, startChromium } from "./chromium.ts";
import { type PageOrigin, servePages } from "./page-origin.ts";
import { startWater, waterSettings } from "./start-water.ts";

const wells = "/collections/wells/items?f=json&limit=1";

/** What the page saw, where it saw anything. */
function seen(by: Seen) {
  if (typeof by === "string") assert.fail(`the page has read ${by}`);
  return by;
}

describe("a page of another origin", () => {
  let browser: Browser;
  let pages: readonly PageOrigin[];
  let stranger: string;
  let allowed: readonly string[];
  before(async () => {
    browser = await startChromium();
    pages = await Promise.all([servePages(), servePages(), servePages()]);
    const [first = "", second = "", third = ""] = pages.map(({ origin }) => origin);
    allowed = [first, second];
    stranger = third;
  });
  after(async () => {
    await browser?.close();
    for (const each of pages ?? []) await each.close();
  });

  describe("beside another one that is allowed, before a pygeoapi with server.cors", () => {
    let api: LocalApi;
    let deadIssuer: string;
    before(async () => {
      deadIssuer = `http://127.0.0.1:${await freePort()}`;
      const issuers = [
        ...(developmentTokens.issuers ?? []),
        { issuer: deadIssuer, jwksUri: `${deadIssuer}/jwks`, audiences: ["ogc-api"] },
      ];
      const settings: Partial<SettingsInput> = {
        api: { cors: { allowOrigins: [...allowed] } },
        // With Basic, the browser would ask for a password where a page lets it add credentials.
        apiKeys: {},
        tokens: { issuers },
        accessRules: [
          ...(waterSettings.accessRules ?? []),
          { who: { scope: "wells:write" }, may: ["update"], on: { collections: ["wells"] } },
        ],
      };
      api = await startWater({ settings, pygeoapiCors: true });
    });
    after(() => api?.close());

    const ask = (origin: string, headers: PageRequest["headers"] = {}, path = wells, method = "GET") =>
      askedByPage(browser, origin, { address: api.url + path, headers, method });
    const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

    test("reads with a key or a token, from each of the allowed origins", async () => {
      const token = await api.token({ scope: "wells:read" });
      for (const origin of allowed) {
        for (const headers of [{ "x-api-key": api.apiKey }, bearer(token)]) {
          const { status, text } = seen(await ask(origin, headers));
          assert.equal(status, 200, origin);
          assert.match(text, /w-101/);
        }
      }
    });

    test("reads the 401 with its challenges, with and without a preflight", async () => {
      for (const origin of allowed) {
        for (const headers of [{}, { "x-api-key": "not-a-key-of-this-api" }]) {
          const { status, text, challenge } = seen(await ask(origin, headers));
          assert.equal(status, 401);
          assert.match(JSON.parse(text).detail, /Authenticate in one of the ways/);
          assert.match(challenge ?? "", /Bearer .*resource_metadata=.*ApiKey .*header="X-API-Key"/);
        }
      }
    });

    test("reads the 403, which names the missing scope", async () => {
      const headers = {
        ...bearer(await api.token({ scope: "wells:read" })),
        "content-type": "application/json",
      };
      const { status, text, challenge } = seen(
        await ask(allowed[1] ?? "", headers, "/collections/wells/items/w-101", "PUT"),
      );
      assert.equal(status, 403);
      assert.equal(JSON.parse(text).code, "Forbidden");
      assert.match(challenge ?? "", /error="insufficient_scope", scope="wells:write"/);
    });

    test("reads the 500 of an API that cannot decide, with the id by which it is found in the log", async () => {
      const { status, text, challenge } = seen(
        await ask(allowed[0] ?? "", bearer(unsignedToken(deadIssuer))),
      );
      assert.equal(status, 500);
      assert.match(JSON.parse(text).extendedRequestId, /./);
      assert.equal(challenge, null);
    });

    test("follows the challenge to the metadata", async () => {
      const { challenge } = seen(await ask(allowed[0] ?? ""));
      const address = /resource_metadata="([^"]+)"/.exec(challenge ?? "")?.[1] ?? "";
      const { text } = seen(await askedByPage(browser, allowed[0] ?? "", { address }));
      assert.equal(JSON.parse(text).resource, api.url);
    });

    test("that is not allowed cannot even send a key or a token", async () => {
      const token = await api.token({ scope: "wells:read" });
      const decided = api.decisions.length;
      for (const headers of [{ "x-api-key": api.apiKey }, bearer(token)]) {
        assert.equal(await ask(stranger, headers), "nothing");
      }
      assert.equal(await ask(stranger, {}, wells, "DELETE"), "nothing");
      assert.equal(api.decisions.length, decided);
    });

    test("cannot have the browser add credentials, which several origins exclude", async () => {
      const request: PageRequest = { address: api.url + wells, credentials: "include" };
      assert.equal(await askedByPage(browser, allowed[0] ?? "", request), "nothing");
    });
  });

  describe("that is the only one and may use the browser's credentials", () => {
    const cors = () => ({ allowOrigins: [allowed[0] ?? ""], allowCredentials: true });
    const include = (address: string, headers = {}): PageRequest => ({
      address,
      headers,
      credentials: "include",
    });

    test("reads answers and refusals of an API that says the same", async (context) => {
      const api = await startLocalApi({ settings: sampleSettings({ api: { cors: cors() } }) });
      context.after(() => api.close());
      const own = allowed[0] ?? "";
      const key = { "x-api-key": api.apiKey };
      assert.equal(seen(await askedByPage(browser, own, include(api.url + wells, key))).status, 200);
      const refused = seen(await askedByPage(browser, own, include(api.url + wells)));
      assert.deepEqual([refused.status, refused.challenge !== null], [401, true]);
      for (const origin of [allowed[1] ?? "", stranger]) {
        assert.equal(await askedByPage(browser, origin, include(api.url + wells)), "nothing");
        assert.equal(
          await askedByPage(browser, origin, { address: api.url + wells, headers: key }),
          "nothing",
        );
      }
    });

    test("reads refusals, and no answer of a pygeoapi, which allows every origin and so no credentials", async (context) => {
      const api = await startWater({ settings: { api: { cors: cors() }, apiKeys: {} }, pygeoapiCors: true });
      context.after(() => api.close());
      const own = allowed[0] ?? "";
      const key = { "x-api-key": api.apiKey };
      assert.equal(await askedByPage(browser, own, include(api.url + wells, key)), "nothing");
      const refused = seen(
        await askedByPage(browser, own, include(api.url + wells, { "x-api-key": "wrong" })),
      );
      assert.equal(refused.status, 401);
      assert.equal(
        seen(await askedByPage(browser, own, { address: api.url + wells, headers: key })).status,
        200,
      );
    });
  });

  test("reads refusals, and no answer of a pygeoapi without server.cors", async (context) => {
    const api = await startWater({ settings: { api: { cors: { allowOrigins: [allowed[0] ?? ""] } } } });
    context.after(() => api.close());
    const address = api.url + wells;
    const key = { "x-api-key": api.apiKey };
    assert.equal(await askedByPage(browser, allowed[0] ?? "", { address, headers: key }), "nothing");
    assert.equal(seen(await askedByPage(browser, allowed[0] ?? "", { address })).status, 401);
  });
});
