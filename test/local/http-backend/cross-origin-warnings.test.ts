/** What `npm start --backend` says about a backend's CORS, asked over HTTP as the pages of the settings' origins would. */
import assert from "node:assert/strict";
import { describe, type TestContext, test } from "node:test";
import { validSettings } from "#core/settings/read-settings";
import type { SettingsInput } from "#core/settings/schema";
import { backendWarnings } from "#local/start/backend-by-address";
import { backend } from "./real-backend.ts";

const apiUrl = "http://127.0.0.1:3000/v1";
const map = "https://maps.example.org";
const portal = "https://portal.example.org";

type Cors = NonNullable<NonNullable<SettingsInput["api"]>["cors"]>;

/** The headers of the backend's answer to a page of an origin. */
type Answering = (origin: string) => Readonly<Record<string, string>>;

async function asked(t: TestContext, cors: Cors, answering: Answering, basePath?: string) {
  const { url, received } = await backend(t, (response, { headers }) => {
    response.writeHead(200, { "content-type": "application/json", ...answering(headers.origin ?? "") });
    response.end(JSON.stringify({ links: [{ rel: "self", href: `${apiUrl}${basePath ?? ""}/` }] }));
  });
  const functionArn = "arn:aws:lambda:us-east-1:123456789012:function:backend";
  const settings = validSettings({
    version: 1,
    api: { cors },
    apiKeys: {},
    backend: { kind: "lambda", functionArn, ...(basePath !== undefined && { basePath }) },
    accessRules: [{ who: "anyone", may: ["read"], on: { api: true } }],
  });
  const warnings = await backendWarnings(url, apiUrl, settings);
  const origins = received.map(({ headers }) => headers.origin?.join());
  return { warnings, origins, targets: received.map(({ url: target }) => target) };
}

const allow = (origin: string, credentials?: string) => ({
  "access-control-allow-origin": origin,
  ...(credentials !== undefined && { "access-control-allow-credentials": credentials }),
});

describe("nothing is said of a backend", () => {
  test("that lets every page read, where no page sends what the browser adds", async (t) => {
    for (const allowOrigins of [["*"], [map], [map, portal]]) {
      assert.deepEqual((await asked(t, { allowOrigins }, () => allow("*"))).warnings, []);
    }
  });

  test("that names the origin that asks", async (t) => {
    for (const allowOrigins of [["*"], [map, portal]]) {
      assert.deepEqual((await asked(t, { allowOrigins }, (origin) => allow(origin))).warnings, []);
    }
  });

  test("that names the one origin and allows it credentials", async (t) => {
    const cors = { allowOrigins: [map], allowCredentials: true };
    assert.deepEqual((await asked(t, cors, () => allow(map, "true"))).warnings, []);
  });
});

describe("a warning tells what to change where", () => {
  const only = ({ warnings }: { readonly warnings: readonly string[] }) => {
    assert.equal(warnings.length, 1, warnings.join("\n"));
    return warnings[0] ?? "";
  };

  test("the backend says nothing of pages", async (t) => {
    const warning = only(await asked(t, {}, () => ({})));
    assert.match(warning, /no Access-Control-Allow-Origin.*switch CORS on.*pygeoapi: server\.cors: true/);
    assert.match(warning, /every page/);
  });

  test("it names another origin, for each that it leaves out", async (t) => {
    const { warnings } = await asked(t, { allowOrigins: [map, portal] }, () => allow(map));
    assert.match(
      only({ warnings }),
      /pages of https:\/\/portal\.example\.org.*"https:\/\/maps\.example\.org"/,
    );
  });

  test("it names several at once, which browsers take for none", async (t) => {
    assert.match(only(await asked(t, { allowOrigins: [map] }, () => allow(`${map}, ${portal}`))), /alone/);
  });

  test("it lets every page read with credentials, which browsers refuse", async (t) => {
    const warning = only(await asked(t, { allowOrigins: [map] }, () => allow("*", "true")));
    assert.match(warning, /a pair that browsers refuse.*headers themselves.*fastgeoapi/);
  });

  test("it lets every page read, and the settings promise credentials", async (t) => {
    const cors = { allowOrigins: [map], allowCredentials: true };
    for (const credentials of [undefined, "true"]) {
      const warning = only(await asked(t, cors, () => allow("*", credentials)));
      assert.match(warning, /api\.cors\.allowCredentials.*\*, which browsers refuse.*switch .* off/);
    }
  });

  test("the settings promise credentials that it does not allow, in just these letters", async (t) => {
    const cors = { allowOrigins: [map], allowCredentials: true };
    for (const credentials of [undefined, "True", "1"]) {
      const warning = only(await asked(t, cors, () => allow(map, credentials)));
      assert.match(warning, /without Access-Control-Allow-Credentials: true/);
    }
  });

  test("many origins are left out, three of them by name", async (t) => {
    const allowOrigins = ["a", "b", "c", "d", "e"].map((name) => `https://${name}.example.org`);
    const { warnings } = await asked(t, { allowOrigins }, () => ({}));
    assert.deepEqual([warnings.length, warnings.at(-1)], [4, "and 2 more like these"]);
  });
});

describe("the backend is asked", () => {
  test("once for each origin that is allowed", async (t) => {
    const { origins } = await asked(t, { allowOrigins: [map, portal] }, () => allow("*"));
    assert.deepEqual(origins.toSorted(), [map, portal]);
  });

  test("once where every origin is, and below its base path", async (t) => {
    const { origins, targets, warnings } = await asked(t, {}, () => allow("*"), "/geoapi");
    assert.equal(origins.length, 1);
    assert.deepEqual([targets, warnings], [["/geoapi/"], []]);
  });

  test("and said not to answer where it answers with a page", async (t) => {
    const { url } = await backend(t, (response) => response.end("<html>"));
    const settings = validSettings({
      version: 1,
      apiKeys: {},
      accessRules: [{ who: "anyone", may: ["read"], on: { api: true } }],
    });
    assert.match((await backendWarnings(url, apiUrl, settings)).join(), /is it running\?/);
  });
});
