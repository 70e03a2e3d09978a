/** Keys found by an issuer's metadata document, from real servers that tell the truth or do not. */
import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, beforeEach, describe, test } from "node:test";
import { fetchKeySet } from "#adapters/tokens/fetch-key-set";
import { issuerMetadata, metadataAddresses } from "#adapters/tokens/issuer-metadata";
import { Fault, type FaultCode } from "#core/fault";

/** What the server answers, by path; a string with status 200. */
let answers: Record<string, string | number | ((respond: () => void) => void)> = {};
let asked: string[] = [];
let origin = "";
let server: Server;
before(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? "");
    const answer = answers[request.url ?? ""] ?? 404;
    if (typeof answer === "function") answer(() => response.end("{}"));
    else if (typeof answer === "string") response.end(answer);
    else response.writeHead(answer, { location: `${origin}/keys` }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  [answers, asked] = [{ "/keys": '{"keys":[]}' }, []];
});
after(() => {
  server.closeAllConnections();
  server.close();
});

const openId = "/.well-known/openid-configuration";
const oauth = "/.well-known/oauth-authorization-server";
const document = (more: object = {}) =>
  JSON.stringify({
    issuer: origin,
    jwks_uri: `${origin}/keys`,
    introspection_endpoint: `${origin}/i`,
    ...more,
  });
const faultOf = (code: FaultCode, text: RegExp) => (error: unknown) =>
  error instanceof Fault && error.code === code && text.test(error.message) && /jwksUri/.test(error.message);

test("the document is where OpenID Connect and RFC 8414 say, for issuers with and without a path", () => {
  const places: [string, string, string][] = [
    ["https://a.example", "https://a.example/.well-known/openid-configuration", `https://a.example${oauth}`],
    ["https://a.example/", "https://a.example/.well-known/openid-configuration", `https://a.example${oauth}`],
    ["https://a.example/t/1", `https://a.example/t/1${openId}`, `https://a.example${oauth}/t/1`],
    ["https://a.example/t/1/", `https://a.example/t/1${openId}`, `https://a.example${oauth}/t/1`],
    ["https://a.example:8443/t", `https://a.example:8443/t${openId}`, `https://a.example:8443${oauth}/t`],
  ];
  for (const [issuer, ...expected] of places) {
    assert.deepEqual(metadataAddresses(issuer).map(String), expected);
  }
});

describe("the keys of an issuer without jwksUri", () => {
  test("are found by OpenID Connect discovery, and then nobody asks for RFC 8414's document", async () => {
    answers[openId] = document();
    assert.equal(await fetchKeySet({ issuer: origin })(1000), '{"keys":[]}');
    assert.deepEqual(asked, [openId, "/keys"]);
  });

  test("are found by RFC 8414 where there is no document of OpenID Connect", async () => {
    for (const status of [404, 400, 403, 302, 500]) {
      asked = [];
      answers[openId] = status;
      answers[oauth] = document();
      assert.equal(await fetchKeySet({ issuer: origin })(1000), '{"keys":[]}');
      assert.deepEqual(asked, [openId, oauth, "/keys"]);
    }
  });

  test("are looked for anew at each fetch, so that an issuer may move them", async () => {
    answers[openId] = document();
    const fetch = fetchKeySet({ issuer: origin });
    await fetch(1000);
    answers["/moved"] = "moved";
    answers[openId] = document({ jwks_uri: `${origin}/moved` });
    assert.equal(await fetch(1000), "moved");
  });

  test("are not asked for with a document that names none", async () => {
    answers[openId] = document({ jwks_uri: undefined });
    await assert.rejects(
      fetchKeySet({ issuer: origin })(1000),
      faultOf("issuer_metadata_invalid", /no jwks_uri/),
    );
  });

  test("share their time with the document", async () => {
    let respond = () => {};
    answers[openId] = (later) => {
      respond = later;
    };
    await assert.rejects(
      fetchKeySet({ issuer: origin })(30),
      faultOf("issuer_metadata_unavailable", /in time/),
    );
    respond();
  });
});

describe("a metadata document is refused that", () => {
  const refused: [string, () => string | number, FaultCode, RegExp][] = [
    [
      "is of another issuer",
      () => document({ issuer: "https://evil.example" }),
      "issuer_metadata_invalid",
      /another/,
    ],
    ["differs in a slash", () => document({ issuer: `${origin}/` }), "issuer_metadata_invalid", /another/],
    ["names no issuer", () => document({ issuer: undefined }), "issuer_metadata_invalid", /another/],
    ["has a list of issuers", () => document({ issuer: [origin] }), "issuer_metadata_invalid", /another/],
    ["is no JSON", () => "<html>", "issuer_metadata_invalid", /no JSON object/],
    ["is a list", () => "[]", "issuer_metadata_invalid", /no JSON object/],
    [
      "says twice where the keys are",
      () => document().replace("{", `{"jwks_uri":"${origin}/other",`),
      "issuer_metadata_invalid",
      /said twice/,
    ],
    ["is too large", () => `"${"x".repeat(70_000)}"`, "issuer_metadata_unavailable", /65536 bytes/],
    ["is not there", () => 404, "issuer_metadata_unavailable", /status 404/],
    ["redirects", () => 302, "issuer_metadata_unavailable", /status 404/],
    ["names no URL", () => document({ jwks_uri: "/keys" }), "issuer_metadata_invalid", /no URL/],
    [
      "names an address that no log line should hold",
      () => document({ jwks_uri: `https://a.example/${"k".repeat(2048)}` }),
      "issuer_metadata_invalid",
      /too long/,
    ],
    ["names no text", () => document({ jwks_uri: 7 }), "issuer_metadata_invalid", /no URL/],
    [
      "names http elsewhere",
      () => document({ jwks_uri: "http://a.example/k" }),
      "issuer_metadata_invalid",
      /https/,
    ],
    ["names a file", () => document({ jwks_uri: "file:///etc/passwd" }), "issuer_metadata_invalid", /https/],
    [
      "names somebody's password",
      () => document({ jwks_uri: "https://u:p@a.example/k" }),
      "issuer_metadata_invalid",
      /user name/,
    ],
    [
      "leads introspection elsewhere by http",
      () => document({ introspection_endpoint: "http://a.example/i" }),
      "issuer_metadata_invalid",
      /introspection_endpoint/,
    ],
    ...[
      "169.254.169.254",
      "127.0.0.1",
      "10.0.0.1",
      "[::1]",
      "[fd00:ec2::254]",
      "2130706433",
      "[::ffff:a00:1]",
    ].map((host): [string, () => string, FaultCode, RegExp] => [
      `leads to ${host}`,
      () => document({ jwks_uri: `https://${host}/latest/meta-data` }),
      "issuer_metadata_invalid",
      /private address/,
    ]),
  ];
  for (const [what, answer, code, text] of refused) {
    test(what, async () => {
      answers[openId] = answer();
      await assert.rejects(issuerMetadata(origin)(1000), faultOf(code, text));
    });
  }
});

test("a name that leads to a private address is not called, unless it is the issuer's own", async () => {
  const port = new URL(origin).port;
  answers[openId] = document({ jwks_uri: `https://localhost:${port}/keys` });
  await assert.rejects(
    fetchKeySet({ issuer: origin })(1000),
    faultOf("jwks_unavailable", /private network.*set tokens\.issuers\[\]\.jwksUri to it/),
  );
  assert.deepEqual(asked, [openId]);
  answers[openId] = document();
  await fetchKeySet({ issuer: origin })(1000);
});

test("an introspection endpoint is told beside the keys' address", async () => {
  answers[openId] = document();
  assert.deepEqual(await issuerMetadata(origin)(1000), {
    jwksUri: `${origin}/keys`,
    introspectionEndpoint: `${origin}/i`,
  });
});
