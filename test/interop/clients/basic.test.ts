/** A browser that opens a protected page: it asks for a password, and sends the key for the page's own files too. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, describe, test } from "node:test";
import type { SettingsInput } from "#core/settings/schema";
import type { LocalApi } from "#local/local-api";
import { type Browser, type BrowserAnswer, type BrowserOptions, startChromium } from "./chromium.ts";
import { startWater } from "./start-water.ts";

const wells = "/collections/wells/items?f=html";

/** Nothing at all is open, not even style sheets. */
const accessRules: SettingsInput["accessRules"] = [
  { who: { apiKey: "*" }, may: ["read"], on: { api: true, assets: true, collections: ["wells"] } },
];

describe("Chromium on an API that is closed to strangers", () => {
  let api: LocalApi;
  before(async () => {
    api = await startWater({ settings: { accessRules } });
  });
  after(() => api?.close());

  /** Opens a page; also tells everything of our server's that came with it. */
  async function open(httpCredentials: NonNullable<BrowserOptions["httpCredentials"]>, path = wells) {
    let browser: Browser | undefined;
    try {
      browser = await startChromium({ httpCredentials });
      const page = await browser.newPage();
      const ours: BrowserAnswer[] = [];
      page.on("response", (answer) => {
        if (answer.url().startsWith(`${api.url}/`)) ours.push(answer);
      });
      const answer = await page.goto(api.url + path, { waitUntil: "load" });
      const assets = ours.filter((each) => each.url() !== answer.url());
      return { answer, text: await page.content(), assets };
    } finally {
      await browser?.close();
    }
  }

  for (const [place, credentials] of [
    ["user name", () => ({ username: api.apiKey, password: "" })],
    ["password", () => ({ username: "ada", password: api.apiKey })],
  ] as const) {
    test(`shows the page where the key is typed in as the ${place}, with all of its styles and images`, async () => {
      const { answer, text, assets } = await open(credentials());
      assert.equal(answer.status(), 200);
      assert.match(text, /Well 101/);
      assert.ok(assets.length >= 3, assets.map((each) => each.url()).join());
      for (const kind of [".css", ".png"]) {
        const found = assets.some((each) => each.url().endsWith(kind));
        assert.ok(found, `no ${kind}: ${assets.map((each) => each.url()).join()}`);
      }
      for (const each of assets) assert.equal(each.status(), 200, each.url());
    });
  }

  /** Whoever types this in is asked again, and gives up. */
  const wrong = { username: randomBytes(24).toString("base64url"), password: "" };

  test("shows the 401's text where a wrong key is typed in", async () => {
    const { answer, text } = await open(wrong);
    assert.equal(answer.status(), 401);
    assert.match(text, /Authenticate in one of the ways/);
  });

  test("opens a page by ?apikey=, and asks for a password for the files that it loads", async () => {
    const { answer, text, assets } = await open(wrong, `${wells}&apikey=${api.apiKey}`);
    assert.equal(answer.status(), 200);
    assert.match(text, /Well 101/);
    const statuses = assets.filter((each) => each.url().includes("/static/")).map((each) => each.status());
    assert.deepEqual([...new Set(statuses)], [401]);
  });
});
