/** Links of a backend's landing page, seen from the gateway. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { landingPageWarnings } from "#local/http-backend/landing-page-warnings";

const apiUrl = "http://127.0.0.1:3000/v1";
const backendUrl = "http://127.0.0.1:5000";
const warningsFor = (...hrefs: string[]) =>
  landingPageWarnings({ links: hrefs.map((href) => ({ rel: "data", href })) }, apiUrl, backendUrl);

describe("a landing page is well", () => {
  test("when its links lead through the gateway, by whatever name of this machine", () => {
    assert.deepEqual(
      warningsFor(apiUrl, `${apiUrl}/`, `${apiUrl}/collections?f=json`, `${apiUrl}?f=html`),
      [],
    );
    assert.deepEqual(warningsFor("http://localhost:3000/v1/collections"), []);
  });

  test("when its links are relative", () => {
    assert.deepEqual(warningsFor("collections", "./conformance", "?f=html", "/v1/jobs"), []);
  });

  test("when it links to other hosts", () => {
    assert.deepEqual(
      warningsFor("https://creativecommons.org/licenses/by/4.0/", "mailto:gis@example.org"),
      [],
    );
  });

  test("when a link is no address at all", () => {
    assert.deepEqual(warningsFor("http://"), []);
    const links = [null, "x", { rel: "data" }, { href: 5 }];
    assert.deepEqual(landingPageWarnings({ links }, apiUrl, backendUrl), []);
  });
});

describe("a warning tells", () => {
  test("which link leads to the backend itself, and what to set", () => {
    assert.deepEqual(warningsFor("http://127.0.0.1:5000/collections"), [
      'the link "data" leads around the gateway, to http://127.0.0.1:5000/collections: set the backend\'s public address to http://127.0.0.1:3000/v1 (pygeoapi: server.url)',
    ]);
  });

  test("that a link leads to the backend by another name of this machine", () => {
    assert.match(warningsFor("http://localhost:5000/conformance")[0] ?? "", /around the gateway/);
    assert.match(warningsFor("http://0.0.0.0:5000")[0] ?? "", /around the gateway/);
  });

  test("that a link leads out of the stage", () => {
    assert.match(
      warningsFor("/collections")[0] ?? "",
      /out of the API, to http:\/\/127\.0\.0\.1:3000\/collections/,
    );
    assert.match(warningsFor("/v11/collections")[0] ?? "", /out of the API/);
  });

  test("each thing once", () => {
    assert.equal(warningsFor(`${backendUrl}/a`, `${backendUrl}/a`, `${backendUrl}/b`).length, 2);
  });

  test("that there is no landing page", () => {
    for (const page of [undefined, null, "<html>", [], {}, { links: {} }]) {
      assert.match(landingPageWarnings(page, apiUrl, backendUrl).join(), /no landing page of an OGC API/);
    }
  });
});
