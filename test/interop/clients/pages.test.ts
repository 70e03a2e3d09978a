/** The pages of docs/clients.md in Chromium, on an origin of their own: a web map, and Swagger UI. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { LocalApi } from "#local/local-api";
import { installedPeer } from "../process/installed-peer.ts";
import { type Browser, startChromium } from "./chromium.ts";
import { documentedBlocks } from "./documented-blocks.ts";
import { type PageOrigin, type ServedFile, servePages } from "./page-origin.ts";
import { startWater } from "./start-water.ts";

const swaggerUi = join(installedPeer("INTEROP_CLIENTS"), "npm", "node_modules", "swagger-ui-dist");
const script = (content: string | Buffer): ServedFile => ({ type: "text/javascript", content });
const page = (body: string): ServedFile => ({ type: "text/html", content: `<!doctype html>${body}` });

/** The only block of a heading. */
function block(heading: string): string {
  const [text, ...others] = documentedBlocks("js", heading);
  assert.equal(others.length, 0);
  return text ?? assert.fail(`docs/clients.md has no block below ${heading}`);
}

describe("a page that is written as docs/clients.md shows it", () => {
  let api: LocalApi;
  let pages: PageOrigin;
  let browser: Browser;
  const files: Record<string, ServedFile> = {};
  before(async () => {
    pages = await servePages(files);
    api = await startWater({
      settings: { api: { cors: { allowOrigins: [pages.origin] } } },
      pygeoapiCors: true,
    });
    browser = await startChromium();
    // As if somebody had written the address and the key into the page.
    const given = (key: string) =>
      `const OGC_API_URL = ${JSON.stringify(api.url)}; const OGC_API_KEY = ${JSON.stringify(key)};`;
    const bundle = readFileSync(join(swaggerUi, "swagger-ui-bundle.js"));
    files["/swagger-ui-bundle.js"] = script(bundle);
    const map = `try { ${block("A web map")} document.title = wells.features.map((well) => well.id).join(); }
      catch (error) { document.title = error.message; }`;
    files["/map"] = page(`<script type="module">${given(api.apiKey)} ${map}</script>`);
    files["/map-without-key"] = page(`<script type="module">${given("nobody's")} ${map}</script>`);
    files["/swagger-ui"] = page(
      `<div id="swagger-ui"></div><script src="/swagger-ui-bundle.js"></script>
       <script>${given(api.apiKey)} ${block("Swagger UI")}</script>`,
    );
  });
  after(async () => {
    await browser?.close();
    await api?.close();
    await pages?.close();
  });

  async function titleOf(path: string): Promise<string> {
    const opened = await browser.newPage();
    try {
      await opened.goto(pages.origin + path, { waitUntil: "networkidle" });
      return await opened.title();
    } finally {
      await opened.close();
    }
  }

  test("has the features of a protected collection", async () => {
    assert.equal(await titleOf("/map"), "w-101,w-102,w-103,w-104");
  });

  test("can say why it has none, and how to authenticate", async () => {
    assert.match(await titleOf("/map-without-key"), /^401: Authenticate .*resource_metadata=/);
  });

  test("shows the API's description in Swagger UI, and tries out a request with the key", async () => {
    const opened = await browser.newPage();
    try {
      await opened.goto(`${pages.origin}/swagger-ui`);
      const operation = opened.locator('[id^="operations-wells-get"]').first();
      await operation.waitFor();
      await operation.locator(".opblock-summary-control").click();
      await opened.locator(".try-out__btn").click();
      await opened.locator("button.execute").click();
      const answer = opened.locator(".live-responses-table tbody .response-col_description");
      await answer.waitFor();
      assert.match((await answer.textContent()) ?? "", /w-101/);
    } finally {
      await opened.close();
    }
  });
});
