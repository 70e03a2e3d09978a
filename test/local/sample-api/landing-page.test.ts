/** The resources at the root of the sample API. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { address, type FoundLink, jsonOf, linkOf, sampleClient } from "./sample-client.ts";

describe("the landing page", () => {
  test("leads to every part of the API, with absolute addresses", () => {
    const ask = sampleClient();
    const landing = ask("GET", "/");
    assert.equal(landing.statusCode, 200);
    const relations = [
      "service-desc",
      "service-doc",
      "conformance",
      "data",
      "http://www.opengis.net/def/rel/ogc/1.0/processes",
      "http://www.opengis.net/def/rel/ogc/1.0/job-list",
    ];
    for (const rel of relations) {
      const href = linkOf(landing, rel) ?? assert.fail(`no link ${rel}`);
      assert.ok(href.startsWith(`${address}/`), href);
      assert.equal(ask("GET", href.slice(address.length)).statusCode, 200, href);
    }
  });

  test("links to itself as JSON and as a page", () => {
    const landing = sampleClient()("GET", "/");
    assert.equal(linkOf(landing, "self"), `${address}/`);
    assert.equal(linkOf(landing, "alternate"), `${address}/?f=html`);
  });
});

describe("every link of the API", () => {
  test("leads to a resource that is there, of the type that the link says", () => {
    const ask = sampleClient();
    ask("POST", "/processes/hello-world/execution", {
      body: '{"inputs":{"name":"Ann"}}',
      headers: { Prefer: "respond-async" },
    });
    const seen = new Set<string>();
    const waiting: FoundLink[] = [{ rel: "start", href: `${address}/`, type: "application/json" }];
    for (let link = waiting.pop(); link !== undefined; link = waiting.pop()) {
      if (seen.has(link.href)) continue;
      seen.add(link.href);
      const isExecution = link.rel.endsWith("/execute");
      const target = link.href.slice(address.length);
      const result = isExecution
        ? ask("POST", target, { body: '{"inputs":{"name":"Ann"}}' })
        : ask("GET", target);
      if (target.includes("water-balance/execution")) {
        assert.equal(result.statusCode, 400);
        continue;
      }
      assert.equal(result.statusCode, 200, link.href);
      const type = String(result.headers?.["Content-Type"]);
      assert.equal(type.split("; ")[0], link.type, link.href);
      if (type.includes("json")) waiting.push(...linksIn(jsonOf(result)));
    }
    assert.ok(seen.size > 40, `only ${seen.size} addresses`);
  });
});

function linksIn(value: unknown): FoundLink[] {
  if (typeof value !== "object" || value === null) return [];
  const own = "links" in value && Array.isArray(value.links) ? (value.links as FoundLink[]) : [];
  return [...own, ...Object.values(value).flatMap(linksIn)];
}

describe("conformance", () => {
  test("names the classes of Features and Processes", () => {
    const conformance = jsonOf(sampleClient()("GET", "/conformance"));
    const classes = conformance.conformsTo as string[];
    assert.ok(classes.includes("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core"));
    assert.ok(classes.includes("http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/core"));
  });
});

describe("methods", () => {
  test("HEAD is GET without body", () => {
    const ask = sampleClient();
    const [head, get] = [ask("HEAD", "/collections"), ask("GET", "/collections")];
    assert.equal(head.body, "");
    assert.deepEqual({ ...head, body: get.body }, get);
  });

  test("others than a resource has get 405 and learn which it has", () => {
    const ask = sampleClient();
    const result = ask("PATCH", "/collections/lakes/items/1");
    assert.equal(result.statusCode, 405);
    assert.equal(result.headers?.Allow, "GET, PUT, DELETE, HEAD, OPTIONS");
    assert.equal(ask("GET", "/processes/hello-world/execution").headers?.Allow, "POST, OPTIONS");
  });

  test("OPTIONS tells the methods", () => {
    const result = sampleClient()("OPTIONS", "/collections/lakes/items");
    assert.equal(result.statusCode, 204);
    assert.equal(result.headers?.Allow, "GET, POST, HEAD, OPTIONS");
  });
});

const timeless = (body: string) => body.replace(/"timeStamp":"[^"]+"/, "");

describe("paths", () => {
  test("may end with one slash", () => {
    const ask = sampleClient();
    for (const path of [
      "/collections",
      "/collections/lakes",
      "/collections/lakes/items",
      "/processes",
      "/jobs",
    ]) {
      const [slashed, plain] = [ask("GET", `${path}/`), ask("GET", path)];
      assert.equal(slashed.statusCode, 200, path);
      assert.equal(timeless(slashed.body), timeless(plain.body), path);
    }
  });

  test("are decoded segment by segment, and once", () => {
    const ask = sampleClient();
    assert.equal(ask("GET", "/collections/%6Cakes").statusCode, 200);
    for (const path of [
      "/collections/lakes%2Fitems",
      "/collections%2Flakes",
      "/collections/%256Cakes",
      "/static%2Fstyle.css",
    ]) {
      assert.equal(ask("GET", path).statusCode, 404, path);
    }
  });

  test("that name nothing get an OGC exception", () => {
    const result = sampleClient()("GET", "/nothing");
    assert.equal(result.statusCode, 404);
    assert.equal(result.headers?.["Content-Type"], "application/problem+json");
    assert.deepEqual(jsonOf(result), {
      type: "about:blank",
      title: "Not Found",
      status: 404,
      detail: "There is no such resource.",
      code: "NotFound",
      description: "There is no such resource.",
    });
  });
});
