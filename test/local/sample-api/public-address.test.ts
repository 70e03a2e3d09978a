/** Where the sample API says that it is. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { pathWithinApi, publicAddress } from "#local/sample-api/public-address";

const domainName = "abc123.execute-api.eu-central-1.amazonaws.com";
const staged = (path: string) => ({ path, requestContext: { domainName, stage: "v1", path: `/v1${path}` } });

describe("the public address", () => {
  test("is the configured one, whatever the event says", () => {
    assert.equal(
      publicAddress(staged("/collections"), "http://127.0.0.1:3000/v1/"),
      "http://127.0.0.1:3000/v1",
    );
  });

  test("is that of the stage, when none is configured", () => {
    assert.equal(publicAddress(staged("/collections/lakes/"), undefined), `https://${domainName}/v1`);
    assert.equal(publicAddress(staged("/"), undefined), `https://${domainName}/v1`);
  });

  test("is that of the base path behind a custom domain without setting", () => {
    const event = {
      path: "/collections",
      requestContext: { domainName: "maps.example.org", stage: "v1", path: "/geo/collections" },
    };
    assert.equal(publicAddress(event, undefined), "https://maps.example.org/geo");
  });

  test("is a path only, when nothing tells the domain", () => {
    const { path, requestContext } = staged("/collections");
    assert.equal(
      publicAddress({ path, requestContext: { stage: "v1", path: requestContext.path } }, undefined),
      "/v1",
    );
    assert.equal(publicAddress({ path, requestContext: { stage: "v1" } }, ""), "/v1");
  });
});

describe("the path within the API", () => {
  const custom = (path: string) => ({
    path,
    requestContext: { domainName: "maps.example.org", stage: "v1", path },
  });

  test("is the event's, below a stage", () => {
    assert.equal(pathWithinApi(staged("/v1/collections"), `https://${domainName}/v1`), "/v1/collections");
    assert.equal(pathWithinApi(staged("/collections"), undefined), "/collections");
  });

  test("is without the base path of the configured custom domain, taken off once", () => {
    const configured = "https://maps.example.org/geo";
    assert.equal(pathWithinApi(custom("/geo/collections"), configured), "/collections");
    assert.equal(pathWithinApi(custom("/geo"), configured), "/");
    assert.equal(pathWithinApi(custom("/geo/geo/x"), configured), "/geo/x");
    assert.equal(pathWithinApi(custom("/geology"), configured), "/geology");
  });

  test("keeps a base path that came by another domain", () => {
    assert.equal(pathWithinApi(custom("/geo/x"), "https://other.example.org/geo"), "/geo/x");
    assert.equal(pathWithinApi(custom("/x"), "https://maps.example.org"), "/x");
  });
});
