/** What is read out of an authorizer's event, and which events are none. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { Fault } from "#core/fault";
import { authorizerEvent } from "#core/gateway/authorizer-event";
import { holdsFor, runsOf } from "#test/properties/seeded";
import { requestEvent, stageArn } from "./event.ts";

const read = (more: object) => authorizerEvent(requestEvent("GET", "/collections", {}, more)).asked;

describe("an authorizer's event", () => {
  test("tells method, path, address, time and ids", () => {
    const { arn, asked, requestId, extendedRequestId } = authorizerEvent(requestEvent("GET", "/collections"));
    assert.equal(arn.stage, stageArn);
    assert.deepEqual(
      [asked.method, asked.path, asked.sourceIp, asked.time],
      ["GET", "/collections", "192.0.2.7", 1_800_000_000_000],
    );
    assert.deepEqual([requestId, extendedRequestId], ["request-1", "extended-1"]);
  });

  test("may lack any map, or hold null for it", () => {
    for (const nothing of [null, undefined]) {
      const { headers, query, sourceIp } = read({
        headers: nothing,
        multiValueHeaders: nothing,
        queryStringParameters: nothing,
        multiValueQueryStringParameters: nothing,
        requestContext: nothing,
      });
      assert.deepEqual([headers.size, Object.keys(query).length, sourceIp], [0, 0, ""]);
    }
  });

  test("has headers without regard to case, with their distinct values out of both maps", () => {
    const { headers } = read({
      headers: { "x-api-key": "b", Accept: "text/html" },
      multiValueHeaders: { "X-Api-Key": ["a"], "x-api-key": ["b"], ACCEPT: ["text/html"] },
    });
    assert.deepEqual(headers.get("x-api-key")?.toSorted(), ["a", "b"]);
    assert.deepEqual(headers.get("accept"), ["text/html"]);
  });

  test("has every value of a query parameter", () => {
    const { query } = read({
      queryStringParameters: { f: "html", bbox: "1" },
      multiValueQueryStringParameters: { f: ["json", "html"], bbox: ["1"] },
    });
    assert.deepEqual({ ...query }, { f: ["json", "html"], bbox: ["1"] });
  });

  test("may name a query parameter like a built-in member", () => {
    const { query } = read({ multiValueQueryStringParameters: JSON.parse('{"__proto__": ["x"]}') });
    assert.deepEqual(Object.keys(query), ["__proto__"]);
  });
});

describe("for every event", () => {
  const name = fc.constantFrom(
    "Accept",
    "accept",
    "ACCEPT",
    "X-API-Key",
    "x-api-key",
    "__proto__",
    "constructor",
  );
  const value = fc.constantFrom("a", "b", "");
  const maps = fc.option(
    fc
      .array(fc.tuple(name, fc.oneof(value, fc.array(value, { maxLength: 3 }), fc.constant(null))))
      .map((entries) => Object.fromEntries(entries)),
  );
  /** Every name with each of its values, in their order. */
  const entries = (map: object | null) =>
    Object.entries(map ?? {}).flatMap(([each, values]) =>
      values === null ? [] : [values].flat().map((one: string) => [each, one] as const),
    );

  test("a header's distinct values are those of both maps under any spelling of its name", (context) => {
    const property = fc.property(maps, maps, (multiValueHeaders, headers) => {
      const expected: Record<string, string[]> = Object.create(null);
      for (const [each, one] of [...entries(multiValueHeaders), ...entries(headers)]) {
        const values = expected[each.toLowerCase()] ?? [];
        expected[each.toLowerCase()] = values.includes(one) ? values : [...values, one];
      }
      const event = { multiValueHeaders, headers };
      const before = JSON.stringify(event);
      const given = read(event).headers;
      assert.deepEqual([...given].sort(), Object.entries(expected).sort());
      assert.equal(JSON.stringify(event), before);
    });
    return holdsFor(runsOf(1000), property, context);
  });

  test("a query parameter has every value of the first map that there is", (context) => {
    const property = fc.property(maps, maps, (multiValueQueryStringParameters, queryStringParameters) => {
      const expected: Record<string, string[]> = Object.create(null);
      for (const [each, one] of entries(multiValueQueryStringParameters ?? queryStringParameters))
        expected[each] = [...(expected[each] ?? []), one];
      const { query } = read({ multiValueQueryStringParameters, queryStringParameters });
      assert.deepEqual(Object.entries(query), Object.entries(expected));
      assert.equal(Object.getPrototypeOf(query), null);
    });
    return holdsFor(runsOf(1000), property, context);
  });
});

describe("an event is refused as invalid", () => {
  const invalid: Record<string, unknown> = {
    "that is no object": "event",
    "that is null": null,
    "that is a list": [],
    "of a TOKEN authorizer": requestEvent("GET", "/", {}, { type: "TOKEN" }),
    "of an HTTP API": requestEvent("GET", "/", {}, { methodArn: undefined, routeArn: `${stageArn}/GET/` }),
    "without a path": requestEvent("GET", "/", {}, { path: undefined }),
    "whose method is not the ARN's": requestEvent("GET", "/", {}, { httpMethod: "POST" }),
    "whose ARN is of another service": requestEvent("GET", "/", {}, { methodArn: "arn:aws:s3:::bucket" }),
    "whose ARN holds a wildcard before the path": requestEvent(
      "GET",
      "/",
      {},
      { methodArn: `${stageArn.replace("v1", "*")}/GET/` },
    ),
    "whose ARN is too long": requestEvent(
      "GET",
      "/",
      {},
      { methodArn: `${stageArn}/GET/${"a".repeat(1600)}` },
    ),
    "whose headers are no map": requestEvent("GET", "/", {}, { headers: "x" }),
    "whose header is no text": requestEvent("GET", "/", {}, { headers: { a: { b: 1 } } }),
    "one of whose header's values is no text": requestEvent(
      "GET",
      "/",
      {},
      { multiValueHeaders: { a: ["x", null] } },
    ),
    "whose query parameter is no text": requestEvent("GET", "/", {}, { queryStringParameters: { a: 1 } }),
  };
  for (const [what, event] of Object.entries(invalid)) {
    test(what, () => {
      assert.throws(
        () => authorizerEvent(event),
        (error) => error instanceof Fault && error.code === "event_invalid",
      );
    });
  }
});
