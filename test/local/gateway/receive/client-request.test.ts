/** What the gateway takes from a client's request, and what it says about the connection by itself. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { firstMediaType } from "#local/gateway/receive/client-request";
import { headerList, valuesOf } from "#local/gateway/receive/header-list";
import { headTooLarge } from "#local/gateway/receive/size-limits";
import { multipleValues, singleValues } from "#local/gateway/receive/value-maps";
import { sampleClient } from "../sample-request.ts";

describe("headers", () => {
  test("names keep the client's letters", () => {
    const { headers } = sampleClient({ headers: ["tEsT-HEADeR", "aValUE"] });
    assert.equal(singleValues(headers)["tEsT-HEADeR"], "aValUE");
  });

  test("the single-value map holds the last of repeated values, the other one all (recorded)", () => {
    const { headers } = sampleClient({ headers: ["A", "1", "A", "2"] });
    assert.equal(singleValues(headers).A, "2");
    assert.deepEqual(multipleValues(headers).A, ["1", "2"]);
  });

  test("names in different letters stay different names", () => {
    const { headers } = sampleClient({ headers: ["X-API-Key", "1", "x-api-key", "2"] });
    assert.deepEqual(multipleValues(headers)["X-API-Key"], ["1"]);
    assert.deepEqual(multipleValues(headers)["x-api-key"], ["2"]);
  });

  test("a header called like a member of every object is a header like any other", () => {
    const { headers } = sampleClient({ headers: ["__proto__", "1"] });
    assert.deepEqual(Object.entries(multipleValues(headers))[0], ["__proto__", ["1"]]);
  });

  test("what API Gateway does not pass on is left out", () => {
    const sent = ["Connection", "close", "Content-Length", "3", "TE", "trailers", "WWW-Authenticate", "x"];
    const { headers } = sampleClient({ headers: sent });
    for (const name of ["Connection", "Content-Length", "TE", "WWW-Authenticate"]) {
      assert.deepEqual(valuesOf(headers, name), [], name);
    }
  });

  test("Host, Authorization and cookies pass on", () => {
    const sent = ["Host", "localhost:1", "Authorization", "Bearer x", "Cookie", "a=b"];
    assert.deepEqual(sampleClient({ headers: sent }).headers.slice(0, 3), headerList(sent));
  });
});

describe("what API Gateway says about the connection", () => {
  test("the source address is the connection's, and X-Forwarded-For only gains it at the end", () => {
    const client = sampleClient({ headers: ["X-Forwarded-For", "203.0.113.9"] });
    assert.equal(client.sourceIp, "192.0.2.7");
    assert.deepEqual(valuesOf(client.headers, "X-Forwarded-For"), ["203.0.113.9, 192.0.2.7"]);
  });

  test("port, protocol and trace are set whatever the client says", () => {
    const sent = ["x-forwarded-port", "1", "x-forwarded-proto", "gopher", "x-amzn-trace-id", "Root=mine"];
    const values = singleValues(sampleClient({ headers: sent }).headers);
    assert.equal(values["X-Forwarded-Port"], "8080");
    assert.equal(values["X-Forwarded-Proto"], "http");
    assert.equal(values["X-Amzn-Trace-Id"], "Root=1-5e5f8a9b-0123456789abcdef01234567");
    assert.equal(values["x-forwarded-port"], undefined);
  });
});

describe("the request target", () => {
  const parsed = (target: string) => {
    const { path, query } = sampleClient({ target });
    return { path, query };
  };

  test("query values arrive decoded, a plus sign as a space (recorded)", () => {
    const { query } = parsed("/dev?email=test%2Balias%40x.org&plus=a+b&umlaut=%C3%A4&empty");
    assert.deepEqual(query, [
      ["email", "test+alias@x.org"],
      ["plus", "a b"],
      ["umlaut", "ä"],
      ["empty", ""],
    ]);
  });

  test("a semicolon splits as an ampersand does", () => {
    assert.deepEqual(parsed("/dev?a=1;b=2").query, [
      ["a", "1"],
      ["b", "2"],
    ]);
  });

  test("a wrong percent-encoding does no harm", () => {
    assert.deepEqual(parsed("/dev?a=%ZZ&b=%").query, [
      ["a", "%ZZ"],
      ["b", "%"],
    ]);
  });

  test("of a target in absolute form only the path counts", () => {
    assert.equal(parsed("http://example.org/dev/x?y").path, "/dev/x");
    assert.equal(parsed("http://example.org").path, "/");
  });

  test("the path ends at the first question mark and is not decoded", () => {
    assert.deepEqual(parsed("/dev/%2e%2e/a%3Fb?c?d"), { path: "/dev/%2e%2e/a%3Fb", query: [["c?d", ""]] });
  });
});

describe("media types", () => {
  const type = (accept: string) => firstMediaType([["accept", accept]], "Accept");

  test("only the first one counts, without parameters and in lower case", () => {
    assert.equal(type("Image/WebP;q=0.8, text/html"), "image/webp");
  });

  test("none is application/json", () => {
    assert.equal(type(""), "application/json");
    assert.equal(firstMediaType([], "Content-Type"), "application/json");
  });
});

describe("the size of the head", () => {
  test("request line and header values together may have 10,240 bytes", () => {
    const line = "GET /dev HTTP/1.1".length;
    assert.equal(headTooLarge("GET", "/dev", "1.1", ["A", "x".repeat(10_240 - line)]), false);
    assert.equal(headTooLarge("GET", "/dev", "1.1", ["A", "x".repeat(10_241 - line)]), true);
  });
});
