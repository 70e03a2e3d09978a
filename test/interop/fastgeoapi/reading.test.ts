/** A protected fastgeoapi below its mount path: what it is asked for is answered by the real one, links included. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { ask, type ExactAnswer } from "#test/http/exact-request";
import { mountPath } from "./prepare.ts";
import { type ProtectedFastgeoapi, startProtected } from "./start-protected.ts";

let api: ProtectedFastgeoapi;
before(async () => {
  api = await startProtected();
});
after(() => api?.close());

const get = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<ExactAnswer> =>
  ask(api.url, `${mountPath}${path}`, { headers });

const observations = "/collections/obs/items?limit=2";

describe("fastgeoapi's API", () => {
  test("is open where anyone may read: landing page, conformance, API definition, open collection", async () => {
    for (const path of [
      "/",
      "/conformance",
      "/openapi",
      "/collections",
      "/collections/lakes",
      "/processes",
    ]) {
      const { status, headers, text } = await get(path);
      assert.equal(status, 200, path);
      assert.equal(headers["x-powered-by"]?.includes("pygeoapi"), true, path);
      assert.doesNotThrow(() => JSON.parse(text), path);
    }
  });

  test("gives the observations to a key and to a token with the scope, in the same deployment", async () => {
    for (const headers of [api.withKey, await api.withScope("obs:read")]) {
      const { status, text } = await get(observations, headers);
      assert.equal(status, 200);
      const { features, numberMatched } = JSON.parse(text);
      assert.deepEqual([features.length, numberMatched, features[0].properties.station], [2, 4, "harbour"]);
    }
  });

  test("challenges nobody in particular by both schemes, where fastgeoapi knows one at a time", async () => {
    const { status, headers, text } = await get(observations);
    assert.equal(status, 401);
    assert.match(headers["www-authenticate"] ?? "", /Bearer/);
    assert.match(headers["www-authenticate"] ?? "", /X-API-Key/);
    assert.equal(text.includes("harbour"), false);
  });

  test("answers 403 to who is known and may not, where fastgeoapi answers 401", async () => {
    assert.equal((await get(observations, await api.withScope("lakes:write"))).status, 403);
    const headers = { ...api.withKey, "content-type": "application/geo+json" };
    const answer = await ask(api.url, `${mountPath}/collections/lakes/items`, { method: "POST", headers });
    assert.equal(answer.status, 403);
  });

  test("answers 401 to a wrong and to an empty key, also where anyone may read", async () => {
    for (const key of ["wrong", ""]) {
      for (const path of [observations, "/"]) {
        assert.equal((await get(path, { "x-api-key": key })).status, 401, `"${key}" ${path}`);
      }
    }
  });

  test("answers HEAD like GET", async () => {
    const head = (headers: Readonly<Record<string, string>>) =>
      ask(api.url, `${mountPath}/collections/obs/items`, { method: "HEAD", headers });
    assert.deepEqual([(await head({})).status, (await head(api.withKey)).status], [401, 200]);
  });

  test("marks nothing as public that a cache between us could keep", async () => {
    for (const path of ["/", observations]) {
      const { headers } = await get(path, api.withKey);
      assert.doesNotMatch(headers["cache-control"] ?? "", /public|max-age=[1-9]/, path);
    }
  });
});

describe("fastgeoapi's pages", () => {
  /** Addresses of this server that a page links to or is made of. */
  const addresses = (html: string): string[] =>
    [...html.matchAll(/(?:href|src)="([^"#]+)"/g)].flatMap(([, address]) =>
      address?.startsWith("http://127.0.0.1") ? [address] : [],
    );

  test("are made of files below the mount path, which anyone gets", async () => {
    const { status, headers, text } = await get("/collections/lakes?f=html");
    assert.equal(status, 200);
    assert.match(headers["content-type"] ?? "", /^text\/html/);
    const files = addresses(text).filter((address) => address.includes("/static/"));
    assert.ok(files.length >= 2, text.slice(0, 500));
    for (const file of files) {
      assert.ok(file.startsWith(`${api.url}${mountPath}/static/`), file);
      const answer = await get(file.slice(`${api.url}${mountPath}`.length));
      assert.equal(answer.status, 200, file);
      assert.ok(answer.bytes.length > 0);
    }
  });

  test("and documents link to our address, with the stage and the mount path", async () => {
    for (const path of ["/", "/collections", "/collections/lakes/items"]) {
      const page = addresses((await get(`${path}?f=html`)).text);
      const { links } = JSON.parse((await get(path)).text);
      const own = links
        .map(({ href }: { href: string }) => href)
        .filter((href: string) => href.startsWith("http://127.0.0.1"));
      assert.ok(page.length > 3 && own.length > 1, path);
      for (const address of [...page, ...own]) {
        assert.ok(address.startsWith(`${api.url}${mountPath}`), `${path}: ${address}`);
      }
    }
  });

  test("of its own kind (`_html`) are asked of fastgeoapi, which has none without its extra", async () => {
    const { status, headers } = await get("/_html/page.js");
    assert.equal(status, 404);
    assert.match(headers["content-type"] ?? "", /^text\/plain/);
  });

  test("redirect from the mount path without its slash to an address without the stage: a limit of fastgeoapi", async () => {
    const { status, headers } = await get("?f=json");
    assert.equal(status, 307);
    const { origin } = new URL(api.url);
    assert.equal(headers.location, `${origin}${mountPath}/?f=json`);
  });
});
