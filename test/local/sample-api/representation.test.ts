/** JSON or a page, and what a page shows. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { sampleClient } from "./sample-client.ts";

const typeFor = (target: string, Accept?: string) =>
  sampleClient()("GET", target, Accept === undefined ? {} : { headers: { Accept } }).headers?.[
    "Content-Type"
  ];

const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";

describe("a resource is JSON", () => {
  test("for clients that do not say what they prefer, or accept both alike", () => {
    for (const accept of [undefined, "*/*", "application/json", "application/json, text/html", "image/png"]) {
      assert.equal(typeFor("/collections", accept), "application/json", accept);
    }
  });

  test("for a browser that asks for it by f", () => {
    assert.equal(typeFor("/collections?f=json", browser), "application/json");
  });

  test("for clients that weigh HTML lower, or with what is no weight", () => {
    for (const accept of ["text/html;q=0.5, application/geo+json", "text/html;q=0", "text/html;q=x"]) {
      assert.equal(typeFor("/collections", accept), "application/json", accept);
    }
  });
});

describe("a resource is a page", () => {
  test("for browsers, and for clients that ask for it by f", () => {
    assert.equal(typeFor("/collections", browser), "text/html; charset=utf-8");
    assert.equal(typeFor("/collections?f=html", "application/json"), "text/html; charset=utf-8");
  });

  const pages = [
    "/",
    "/conformance",
    "/api",
    "/collections",
    "/collections/wells",
    "/collections/wells/queryables",
    "/collections/wells/items?limit=3&offset=3",
    "/collections/wells/items/1",
    "/processes",
    "/processes/water-balance",
    "/jobs",
  ];
  for (const target of pages) {
    test(`${target} has one, with the style sheet and nothing that runs`, () => {
      const result = sampleClient()("GET", target, { headers: { Accept: browser } });
      assert.equal(result.statusCode, 200);
      assert.match(result.body, /^<!doctype html>/);
      assert.match(result.body, /<link rel="stylesheet" href="\/v1\/static\/style\.css">/);
      assert.doesNotMatch(result.body, /<script|undefined|\[object/);
      assert.match(String(result.headers?.["Content-Security-Policy"]), /default-src 'none'/);
    });
  }
});

test("f is refused when it is neither", () => {
  const result = sampleClient()("GET", "/collections?f=xml");
  assert.equal(result.statusCode, 400);
});

describe("who asks", () => {
  test("is on the page, which must not be stored", () => {
    const result = sampleClient()("GET", "/?f=html", { principal: "ann" });
    assert.match(result.body, /The gateway says that <strong>ann<\/strong> is asking\./);
    assert.equal(result.headers?.["Cache-Control"], "no-store");
  });

  test("is not said when the gateway does not say it", () => {
    assert.match(sampleClient()("GET", "/?f=html").body, /does not say who is asking/);
  });

  test("is in no JSON, which is the same for everybody", () => {
    for (const target of ["/", "/collections", "/collections/lakes", "/processes", "/api", "/conformance"]) {
      const ask = sampleClient();
      assert.deepEqual(ask("GET", target, { principal: "ann" }), ask("GET", target), target);
    }
  });

  test("is escaped, as everything on a page is", () => {
    const ask = sampleClient();
    const properties = { name: '<img src="x">', aquifer: "a & b's" };
    const body = JSON.stringify({ type: "Feature", geometry: null, properties });
    ask("POST", "/collections/wells/items", { body, headers: { "Content-Type": "application/geo+json" } });
    for (const target of [
      "/collections/wells/items?f=html&offset=10",
      "/collections/wells/items/11?f=html",
    ]) {
      const page = ask("GET", target, { principal: "<b>" }).body;
      assert.match(page, /&lt;b&gt;/);
      assert.match(page, /&lt;img src=&quot;x&quot;&gt;/);
      assert.match(page, /a &amp; b&#39;s/);
      assert.doesNotMatch(page, /<img|<b>/);
    }
  });
});

describe("the style sheet", () => {
  test("is the same for everybody and may be stored", () => {
    const result = sampleClient()("GET", "/static/style.css", { principal: "ann" });
    assert.equal(result.headers?.["Content-Type"], "text/css; charset=utf-8");
    assert.match(String(result.headers?.["Cache-Control"]), /^public/);
  });
});
