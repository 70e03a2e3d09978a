/** The main story over HTTP: the bundled functions and the synthesized template, as `npm start` runs them. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { AccessLogEntry } from "#local/gateway/access-log-entry";
import { type LocalApi, startLocalApi } from "#local/local-api";
import { ask, type ExactAnswer, type ExactRequest } from "#test/http/exact-request";
import { decisionAbout } from "./decision-about.ts";
import { sampleSettings } from "./sample-settings.ts";

let api: LocalApi;
const accesses: AccessLogEntry[] = [];
before(async () => {
  api = await startLocalApi({ settings: sampleSettings(), onAccess: (entry) => accesses.push(entry) });
});
after(() => api?.close());

const get = (path: string, request: ExactRequest = {}) => ask(api.url, path, request);
const withKey = (key = api.apiKey) => ({ "x-api-key": key });
const withToken = async (
  claims: Readonly<Record<string, unknown>>,
  options?: Parameters<LocalApi["token"]>[1],
) => ({
  authorization: `Bearer ${await api.token(claims, options)}`,
});
const wells = "/collections/wells/items";
const reasonOf = async (answer: ExactAnswer) => (await decisionAbout(api, answer)).reason;

describe("what is open to anyone", () => {
  test("answers as the backend does, pages and their assets included", async () => {
    for (const path of [
      "/",
      "/conformance",
      "/api",
      "/collections",
      "/collections/lakes",
      "/collections/cities/items",
    ]) {
      assert.equal((await get(path)).status, 200, path);
    }
    const page = await get("/", { headers: { accept: "text/html" } });
    assert.match(page.headers["content-type"] ?? "", /text\/html/);
    const [, asset = ""] = /href="[^"]*(\/static\/[^"]+\.css)"/.exec(page.text) ?? [];
    assert.match((await get(asset)).headers["content-type"] ?? "", /text\/css/);
  });

  test("is not open with a credential that is wrong", async () => {
    assert.equal((await get("/", { headers: withKey("wrong") })).status, 401);
    assert.equal((await get("/", { headers: withKey("") })).status, 401);
    assert.equal((await get("/", { headers: { authorization: "Bearer x" } })).status, 401);
  });
});

describe("a protected collection", () => {
  test("is a 401 with every challenge for nobody, for GET and HEAD alike", async () => {
    for (const method of ["GET", "HEAD"]) {
      const { status, headers, text } = await get(wells, { method });
      assert.equal(status, 401);
      assert.equal(
        headers["www-authenticate"],
        `Bearer realm="ogc-api", resource_metadata="${api.url}/.well-known/oauth-protected-resource", ` +
          'ApiKey realm="ogc-api", header="X-API-Key"',
      );
      assert.equal(headers["access-control-allow-origin"], "*");
      assert.equal(headers["cache-control"], "no-store");
      if (method === "HEAD") assert.equal(text, "");
      else assert.equal(JSON.parse(text).code, "Unauthorized");
    }
  });

  test("opens to a key, and to a token with the scope", async () => {
    assert.equal((await get(wells, { headers: withKey() })).status, 200);
    assert.equal((await get(wells, { headers: await withToken({ scope: "wells:read" }) })).status, 200);
  });

  test("is a 403 that names the scope, for a token without it", async () => {
    const answer = await get(wells, { headers: await withToken({ scope: "other" }) });
    const { status, headers, text } = answer;
    assert.equal(status, 403);
    assert.equal(
      headers["www-authenticate"],
      'Bearer realm="ogc-api", error="insufficient_scope", scope="wells:read"',
    );
    assert.deepEqual([JSON.parse(text).code, await reasonOf(answer)], ["Forbidden", "insufficient_scope"]);
  });

  test("is a 403 without a challenge where no scope would help", async () => {
    const { status, headers } = await get("/admin", { headers: withKey() });
    assert.deepEqual([status, headers["www-authenticate"]], [403, undefined]);
  });

  test("takes a new well from a token that may create, and a query needs no such right", async () => {
    const body = JSON.stringify({
      type: "Feature",
      geometry: { type: "Point", coordinates: [9, 49] },
      properties: {},
    });
    const created = await get(wells, {
      method: "POST",
      body,
      headers: { ...(await withToken({ scope: "wells:write" })), "content-type": "application/geo+json" },
    });
    assert.equal(created.status, 201);
    const reading = await withToken({ scope: "wells:read" });
    const refused = await get(wells, {
      method: "POST",
      body,
      headers: { ...reading, "content-type": "application/geo+json" },
    });
    assert.equal(refused.status, 403);
    const unclear = await get(wells, {
      method: "POST",
      body,
      headers: { ...reading, "content-type": "application/json" },
    });
    assert.equal(unclear.status, 403);
  });

  test("answers alike with and without a slash at its end", async () => {
    assert.equal((await get(`${wells}/`)).status, 401);
    assert.equal((await get(`${wells}/`, { headers: withKey() })).status, 200);
  });
});

describe("a protected process among open ones", () => {
  const execution = (process: string, inputs: object, headers = {}) =>
    get(`/processes/${process}/execution`, {
      method: "POST",
      body: JSON.stringify({ inputs }),
      headers: { "content-type": "application/json", ...headers },
    });
  const catchment = {
    areaSquareKilometres: 2,
    precipitationMillimetres: 900,
    evapotranspirationMillimetres: 500,
    runoffMillimetres: 300,
  };

  test("challenges GET and HEAD of any of its addresses, while the others stay open", async () => {
    for (const method of ["GET", "HEAD"]) {
      for (const path of ["/processes/water-balance", "/processes/water-balance/execution"]) {
        const { status, headers } = await get(path, { method });
        assert.equal(status, 401, `${method} ${path}`);
        assert.match(headers["www-authenticate"] ?? "", /ApiKey .*header="X-API-Key"/);
      }
    }
    assert.equal((await get("/processes/hello-world")).status, 200);
    assert.equal((await execution("hello-world", { name: "Ann" })).status, 200);
  });

  test("runs for a key", async () => {
    assert.equal((await execution("water-balance", catchment)).status, 401);
    const { status, text } = await execution("water-balance", catchment, withKey());
    assert.equal(status, 200, text);
    assert.match(text, /200000/);
  });
});

describe("a request that could be read in two ways", () => {
  const spellings = [
    "/collections/wells%2Fitems",
    "/%63ollections/wells/items",
    "/collections//wells/items",
    "/collections/lakes/../wells/items",
    "/collections/lakes/%2e%2e/wells/items",
    "/collections/wells/items;x",
    "/collections/wells%00/items",
  ];
  test("is a 403 for everybody, also for a key that may read the collection", async () => {
    for (const path of spellings) {
      assert.equal((await get(path)).status, 403, path);
      const answer = await get(path, { headers: withKey() });
      assert.deepEqual([answer.status, await reasonOf(answer)], [403, "path_not_canonical"], path);
    }
  });

  test("is a 403 when a header asks for another method", async () => {
    const headers = { ...withKey(), "X-HTTP-Method-Override": "DELETE" };
    const answer = await get(wells, { headers });
    assert.deepEqual([answer.status, await reasonOf(answer)], [403, "method_override"]);
  });
});

describe("a credential", () => {
  test("of two kinds at once is refused", async () => {
    const headers = { ...withKey(), ...(await withToken({ scope: "wells:read" })) };
    const answer = await get(wells, { headers });
    assert.deepEqual([answer.status, await reasonOf(answer)], [401, "several_credentials"]);
  });

  test("in a header given twice with different values is refused", async () => {
    const answer = await get(wells, { headers: { "x-api-key": [api.apiKey, "other"] } });
    assert.deepEqual([answer.status, await reasonOf(answer)], [401, "api_key_doubled"]);
  });

  test("that is a token gone bad is a 401, with the reason in the log alone", async () => {
    const stranger = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJodHRwczovL2V2aWwuZXhhbXBsZSJ9.c2ln";
    const cases: [string, string][] = [
      [(await withToken({ scope: "wells:read" }, { expiresInSeconds: -60 })).authorization, "token_expired"],
      [(await withToken({ aud: "other" })).authorization, "token_audience"],
      [(await withToken({}, { typ: "JWT" })).authorization, "token_not_access_token"],
      [`${(await withToken({})).authorization.slice(0, -8)}AAAAAAAA`, "token_signature"],
      [`Bearer ${stranger}`, "token_issuer_unknown"],
      ["Basic dTpw", "authorization_scheme_unknown"],
    ];
    for (const [authorization, reason] of cases) {
      const answer = await get(wells, { headers: { authorization } });
      assert.deepEqual([answer.status, await reasonOf(answer)], [401, reason]);
      assert.ok(!answer.text.includes(reason));
    }
  });

  test("of a megabyte never reaches the authorizer", async () => {
    const before = accesses.length;
    const headers = { authorization: `Bearer ${"a".repeat(1_048_576)}` };
    // The server may hang up while the client still writes.
    const status = await get(wells, { headers }).then(
      (answer) => answer.status,
      () => "hung up",
    );
    assert.ok(status === 431 || status === "hung up", String(status));
    assert.ok(accesses.slice(before).every(({ authorizer }) => authorizer === "none"));
  });
});

describe("what clients need besides", () => {
  test("a preflight is answered without the authorizer", async () => {
    const headers = { origin: "https://maps.example.org", "access-control-request-method": "GET" };
    const { status, headers: answered } = await get(wells, { method: "OPTIONS", headers });
    assert.equal(status, 204);
    assert.equal(answered["access-control-allow-origin"], "*");
    assert.match(answered["access-control-allow-headers"] ?? "", /X-API-Key/);
    assert.equal(accesses.at(-1)?.authorizer, "none");
  });

  test("the protected resource metadata is public and names the API's own address", async () => {
    const { status, text } = await get("/.well-known/oauth-protected-resource");
    const metadata = JSON.parse(text);
    assert.equal(status, 200);
    assert.deepEqual([metadata.resource, metadata.authorization_servers], [api.url, [api.issuer?.issuer]]);
  });

  test("the backend is told who asks, whatever a client claims", async () => {
    const headers = { ...withKey(), accept: "text/html", "x-principal": "root" };
    assert.match((await get(`${wells}?f=html`, { headers })).text, /local/);
  });

  test("every answer of the gateway itself is an OGC exception, and a request is found again by its id", async () => {
    const answer = await get(wells);
    const { code, description, status, title, extendedRequestId } = JSON.parse(answer.text);
    assert.ok(code && description && title);
    assert.deepEqual(
      [status, extendedRequestId],
      [401, (await decisionAbout(api, answer)).extendedRequestId],
    );
  });

  test("a hidden resource and one that does not exist are one refusal", async () => {
    const answers = await Promise.all(
      ["/admin/secret", "/nothing/here"].map((path) => get(path, { headers: withKey() })),
    );
    const [hidden, unknown] = answers.map(({ status, text }) => [
      status,
      text.replace(/"extendedRequestId":"[^"]*"/, ""),
    ]);
    assert.deepEqual(hidden, unknown);
  });
});
