/** A custom domain over HTTP: who comes by it, what functions are told of it, and who comes around it. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readRestApi } from "#local/gateway/api/rest-api";
import type { CloudFormationTemplate } from "#local/gateway/template/cloudformation-template";
import { pseudoParameters, sampleTemplate, withProperties, withResources } from "./sample-template.ts";
import { serveSample } from "./served-sample.ts";

const name = "geo.example.org";

/** A mapping of the domain, to its root without a base path. */
const mapping = (basePath?: string, changes: object = {}) => ({
  Type: "AWS::ApiGateway::BasePathMapping",
  Properties: {
    DomainName: { Ref: "Domain" },
    RestApiId: { Ref: "Api" },
    Stage: { Ref: "ApiStage" },
    ...(basePath !== undefined && { BasePath: basePath }),
    ...changes,
  },
});

const withDomain = (mappings: CloudFormationTemplate["Resources"], domain: object = {}) =>
  withResources(
    {
      Domain: { Type: "AWS::ApiGateway::DomainName", Properties: { DomainName: name, ...domain } },
      ...mappings,
    },
    sampleTemplate,
  );

const below = withDomain({ Mapping: mapping("geo") });
const atRoot = withDomain({ Mapping: mapping() });
const headers = { Host: name };

describe("a domain with a base path", () => {
  test("routes by what is below the base path, and tells functions the whole path", async (t) => {
    const { send, authorizerEvents, proxyEvents } = await serveSample(t, {}, below);
    assert.equal((await send({ path: "/geo/things/7?a=b", headers })).status, 200);
    for (const event of [authorizerEvents[0], proxyEvents[0]]) {
      assert.equal(event?.resource, "/things/{id}");
      assert.equal(event?.path, "/geo/things/7");
      assert.deepEqual(event?.pathParameters, { id: "7" });
      const { domainName, domainPrefix, path, stage, resourcePath } = event?.requestContext ?? {};
      assert.deepEqual(
        { domainName, domainPrefix, path, stage, resourcePath },
        {
          domainName: name,
          domainPrefix: "geo",
          path: "/geo/things/7",
          stage: "dev",
          resourcePath: "/things/{id}",
        },
      );
    }
    assert.match(authorizerEvents[0]?.methodArn ?? "", /\/dev\/GET\/things\/7$/);
  });

  test("has the API's root at the base path, with and without a slash", async (t) => {
    const { send, proxyEvents } = await serveSample(t, {}, below);
    for (const path of ["/geo", "/geo/"]) assert.equal((await send({ path, headers })).status, 200);
    assert.deepEqual(
      proxyEvents.map(({ path, resource }) => [path, resource]),
      [
        ["/geo", "/"],
        ["/geo/", "/"],
      ],
    );
  });

  test("has no API elsewhere: not at its root, nor below the stage, nor at what only begins alike", async (t) => {
    const { send, authorizerEvents } = await serveSample(t, {}, below);
    for (const path of [
      "/",
      "/things/7",
      "/dev/things/7",
      "/geology/x",
      "/GEO/x",
      "/%67eo/x",
      "//geo/x",
      "*",
    ]) {
      const { status, text } = await send({ path, headers, method: path === "*" ? "OPTIONS" : "GET" });
      assert.deepEqual([status, text], [403, '{"message":"Forbidden"}'], path);
    }
    assert.deepEqual(authorizerEvents, []);
  });

  test("takes the base path away once", async (t) => {
    const { send, proxyEvents } = await serveSample(t, {}, below);
    await send({ path: "/geo/geo/x", headers });
    assert.deepEqual(proxyEvents[0]?.pathParameters, { proxy: "geo/x" });
  });

  test("keeps slashes in the path as they were sent, before and after", async (t) => {
    const { send, authorizerEvents } = await serveSample(t, {}, below);
    await send({ path: "/geo//x//y/", headers });
    assert.equal(authorizerEvents[0]?.path, "/geo//x//y/");
  });
});

describe("a domain that is mapped at its root", () => {
  test("has no stage in the path", async (t) => {
    const { send, proxyEvents } = await serveSample(t, {}, atRoot);
    for (const path of ["/", "/things/7", "/dev/x"]) {
      assert.equal((await send({ path, headers })).status, 200, path);
    }
    assert.deepEqual(
      proxyEvents.map(({ path, resource, requestContext }) => [path, resource, requestContext.path]),
      [
        ["/", "/", "/"],
        ["/things/7", "/things/{id}", "/things/7"],
        ["/dev/x", "/{proxy+}", "/dev/x"],
      ],
    );
  });

  test("has no API at *, which is about no resource", async (t) => {
    const { send } = await serveSample(t, {}, atRoot);
    assert.equal((await send({ method: "OPTIONS", path: "*", headers })).status, 403);
  });

  test("leaves to a base path what is below it", async (t) => {
    const template = withDomain({ Root: mapping(), Mapping: mapping("geo") });
    const { send, proxyEvents } = await serveSample(t, {}, template);
    for (const path of ["/geo/things/7", "/things/7"]) await send({ path, headers });
    assert.deepEqual(
      proxyEvents.map(({ resource }) => resource),
      ["/things/{id}", "/things/{id}"],
    );
  });
});

describe("which address a request came by", () => {
  test("its Host says, in any letters and with any port", async (t) => {
    const { send, proxyEvents } = await serveSample(t, {}, below);
    for (const host of ["GEO.example.org", "geo.example.org:8080"]) {
      assert.equal((await send({ path: "/geo/x", headers: { Host: host } })).status, 200);
    }
    assert.deepEqual(
      proxyEvents.map(({ requestContext }) => requestContext.domainName),
      [name, name],
    );
  });

  test("is the default one for every other Host, and no header but Host counts", async (t) => {
    const { send, proxyEvents } = await serveSample(t, {}, below);
    for (const host of ["other.example.org", "geo.example.org.evil.example", "evil.geo.example.org"]) {
      assert.equal((await send({ path: "/geo/x", headers: { Host: host } })).status, 403);
      assert.equal(
        (await send({ path: "/dev/x", headers: { Host: host, "X-Forwarded-Host": name } })).status,
        200,
      );
    }
    for (const { requestContext } of proxyEvents) assert.match(requestContext.domainName, /\.execute-api\./);
  });

  test("is refused at the default one where that is switched off, whatever the method and path", async (t) => {
    const closed = withProperties("Api", { DisableExecuteApiEndpoint: true }, below);
    const { send, authorizerEvents, proxyEvents, log } = await serveSample(t, {}, closed);
    for (const [method, path] of [
      ["GET", "/dev/open"],
      ["GET", "/dev/x"],
      ["OPTIONS", "/dev/x"],
      ["GET", "/geo/x"],
    ] as const) {
      const { status, text } = await send({ method, path });
      assert.deepEqual([status, text], [403, '{"message":"Forbidden"}']);
    }
    assert.deepEqual([...authorizerEvents, ...proxyEvents], []);
    assert.equal(log[0]?.authorizer, "none");
    assert.equal((await send({ path: "/geo/x", headers })).status, 200);
  });
});

describe("refused at the start, by name, is", () => {
  for (const [what, template, message] of [
    ["a mapping without a stage", withDomain({ M: mapping("a", { Stage: undefined }) }), /M .*without Stage/],
    ["a mapping to another stage", withDomain({ M: mapping("a", { Stage: "v2" }) }), /M .*Stage/],
    ["a mapping to another API", withDomain({ M: mapping("a", { RestApiId: "other" }) }), /M .*RestApiId/],
    ["a mapping of several segments", withDomain({ M: mapping("a/b") }), /M .*one segment/],
    ["a base path twice", withDomain({ M: mapping("a"), N: mapping("a") }), /N .*mapped twice/],
    ["a mapping of no domain", withDomain({ M: mapping("a", { DomainName: "x.org" }) }), /M .*not made/],
    ["a wildcard", withDomain({}, { DomainName: "*.example.org" }), /wildcard/],
    ["a private domain", withDomain({}, { EndpointConfiguration: { Types: ["PRIVATE"] } }), /private/],
    ["mutual TLS", withDomain({}, { MutualTlsAuthentication: {} }), /MutualTlsAuthentication/],
    [
      "a domain twice",
      withResources(
        { D: { Type: "AWS::ApiGateway::DomainName", Properties: { DomainName: name.toUpperCase() } } },
        below,
      ),
      /made twice/,
    ],
  ] as const) {
    test(what, () => {
      const read = () => readRestApi({ template, pseudo: pseudoParameters });
      assert.throws(read, { name: "TemplateError", message });
    });
  }
});
