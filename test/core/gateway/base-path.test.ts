/** The base path of a custom domain: taken away exactly once, and only where API Gateway says the request came by it. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { Fault } from "#core/fault";
import { authorizerEvent } from "#core/gateway/authorizer-event";
import { type CustomDomain, withoutBasePath } from "#core/gateway/base-path";
import { requestEvent } from "./event.ts";

const domain: CustomDomain = { name: "geo.example.org", basePath: "ogc" };
const atDomain = (path: string) => withoutBasePath(path, domain.name, domain);

const segment = fc.stringMatching(/^[A-Za-z0-9%._~-]{0,8}$/);
const path = fc.array(segment, { maxLength: 5 }).map((segments) => `/${segments.join("/")}`);

describe("at the custom domain", () => {
  test("the API's own path is what comes after the base path, as it was sent", () => {
    assert.equal(atDomain("/ogc/collections/wells%2Fitems"), "/collections/wells%2Fitems");
    assert.equal(atDomain("/ogc/"), "/");
    assert.equal(atDomain("/ogc"), "/");
    assert.equal(atDomain("/ogc//x"), "//x");
  });

  test("a base path is taken away once, however often it stands there", () => {
    assert.equal(atDomain("/ogc/ogc/collections"), "/ogc/collections");
    fc.assert(fc.property(path, (own) => assert.equal(atDomain(`/ogc${own}`), own)));
  });

  test("a path without the base path is a fault, and no path that merely begins with the same letters passes", () => {
    for (const other of [
      "/collections",
      "/ogcx",
      "/OGC/collections",
      "/%6Fgc/collections",
      "//ogc",
      "",
      "ogc",
    ]) {
      assert.throws(
        () => atDomain(other),
        (error) => error instanceof Fault && error.code === "event_invalid" && !error.message.includes("%6F"),
        other,
      );
    }
  });

  test("the domain's name is compared without regard to case", () => {
    assert.equal(withoutBasePath("/ogc/jobs", "GEO.Example.org", domain), "/jobs");
  });

  test("nothing is taken away from a domain that is mapped at its root", () => {
    fc.assert(
      fc.property(path, (own) =>
        assert.equal(withoutBasePath(own, domain.name, { name: domain.name, basePath: undefined }), own),
      ),
    );
  });
});

describe("elsewhere", () => {
  test("a path is left as it is, also one that starts like the base path", () => {
    const names = [
      "a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com",
      "geo.example.org.evil.test",
      "",
      null,
      1,
    ];
    fc.assert(
      fc.property(path, fc.constantFrom<unknown>(...names, undefined), (own, name) => {
        assert.equal(withoutBasePath(`/ogc${own}`, name, domain), `/ogc${own}`);
        assert.equal(withoutBasePath(own, name, undefined), own);
      }),
    );
  });
});

describe("an authorizer's event", () => {
  const asked = (domainName: string, headers: Record<string, string> = {}) => {
    const plain = requestEvent("GET", "/ogc/collections", headers);
    const requestContext = { ...Object(plain.requestContext), domainName };
    return authorizerEvent({ ...plain, requestContext }, domain).asked.path;
  };

  test("is about the path below the base path when it came by the domain", () => {
    assert.equal(asked("geo.example.org"), "/collections");
  });

  test("is not, when only its Host header says so", () => {
    const claimed = { Host: "geo.example.org", "X-Forwarded-Host": "geo.example.org" };
    assert.equal(asked("a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com", claimed), "/ogc/collections");
  });
});
