/** Pages, images, CSV, schemas and errors of pygeoapi come through the gateway unharmed. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { ask } from "#test/http/exact-request";
import { type ProtectedPygeoapi, startProtected } from "./start-protected.ts";

describe("what pygeoapi answers arrives through the gateway as it is:", () => {
  let api: ProtectedPygeoapi;
  before(async () => {
    api = await startProtected();
  });
  after(() => api?.close());

  test("the landing page, with links that lead through the gateway", async () => {
    const answer = await ask(api.url, "/");
    assert.equal(answer.status, 200);
    const links: readonly { readonly rel: string; readonly href: string }[] = JSON.parse(answer.text).links;
    const own = links.filter(({ href }) => href.startsWith(api.url));
    assert.ok(own.some(({ rel }) => rel === "data"));
    for (const { href } of own) {
      const { status } = await ask(api.url, href.slice(api.url.length) || "/");
      const forKeys = href.startsWith(`${api.url}/jobs`);
      assert.equal(status, forKeys ? 401 : 200, href);
    }
  });

  test("HTML pages, and the style sheets and images that they name", async () => {
    const page = await ask(api.url, "/collections/lakes/items?f=html");
    assert.equal(page.status, 200);
    assert.match(page.headers["content-type"] ?? "", /^text\/html/);
    const assets = [...page.text.matchAll(/(?:href|src)="([^"]+)"/g)]
      .map(([, address]) => address ?? "")
      .filter((address) => address.startsWith(`${api.url}/static/`));
    assert.ok(assets.length > 0);
    for (const address of assets) {
      assert.equal((await ask(api.url, address.slice(api.url.length))).status, 200, address);
    }
  });

  test("an image, to the byte", async () => {
    const image = await ask(api.url, "/static/img/logo.png");
    assert.equal(image.headers["content-type"], "image/png");
    assert.deepEqual([...image.bytes.subarray(0, 8)], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    assert.equal(image.bytes.length, Number(image.headers["content-length"]));
  });

  for (const accept of ["*/*", "application/schema+json", "application/json", "text/html;q=0.5, */*"]) {
    test(`a schema as JSON text, though Mangum hands it over as base64, for Accept: ${accept}`, async () => {
      const answer = await ask(api.url, "/collections/lakes/schema?f=json", { headers: { accept } });
      assert.equal(answer.status, 200);
      assert.equal(answer.headers["content-type"], "application/schema+json");
      assert.equal(JSON.parse(answer.text).properties.name.type, "string");
    });
  }

  test("the API definition, which names the gateway as its server", async () => {
    const answer = await ask(api.url, "/openapi?f=json");
    assert.equal(answer.status, 200);
    assert.equal(JSON.parse(answer.text).servers[0].url, api.url);
  });

  test("text beyond ASCII", async () => {
    const answer = await ask(api.url, "/collections/cities/items/geneva");
    assert.equal(JSON.parse(answer.text).properties.name, "Genève");
  });

  test("CSV", async () => {
    const answer = await ask(api.url, "/collections/lakes/items?f=csv");
    assert.match(answer.headers["content-type"] ?? "", /^text\/csv/);
    assert.match(answer.text, /Lake Balaton/);
  });

  test("an error of pygeoapi's own", async () => {
    const answer = await ask(api.url, "/collections/lakes/items/no-such-lake");
    assert.equal(answer.status, 404);
    assert.equal(JSON.parse(answer.text).code, "NotFound");
  });
});
