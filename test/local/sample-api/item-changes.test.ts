/** Creating, replacing and deleting features. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { sampleRequest } from "#local/sample-api/request";
import { address, jsonOf, proxyEvent, sampleClient } from "./sample-client.ts";

const feature = (
  properties: object,
  geometry: object | null = { type: "Point", coordinates: [11.4, 47.6] },
) => JSON.stringify({ type: "Feature", id: "mine", geometry, properties });
const geoJson = (body: string) => ({
  body,
  headers: { "Content-Type": "application/geo+json; charset=utf-8" },
});

describe("creating a feature", () => {
  test("gives it an address of its own, where it is then found", () => {
    const ask = sampleClient();
    const created = ask("POST", "/collections/cities/items", geoJson(feature({ name: "Neustadt" })));
    assert.equal(created.statusCode, 201);
    const location = String(created.headers?.Location);
    assert.equal(location, `${address}/collections/cities/items/11`);
    const found = jsonOf(ask("GET", location.slice(address.length)));
    assert.deepEqual([found.id, found.properties], ["11", { name: "Neustadt" }]);
    assert.equal(jsonOf(ask("GET", "/collections/cities/items")).numberMatched, 11);
  });

  test("works with every type of geometry", () => {
    const ask = sampleClient();
    const ring = [
      [11, 47],
      [12, 47],
      [12, 48],
      [11, 47],
    ];
    const geometries = [
      null,
      { type: "MultiPoint", coordinates: ring },
      { type: "LineString", coordinates: ring },
      { type: "MultiLineString", coordinates: [ring] },
      { type: "Polygon", coordinates: [ring] },
      { type: "MultiPolygon", coordinates: [[ring]] },
      { type: "Point", coordinates: [11.5, 47.5, 300] },
    ];
    for (const geometry of geometries) {
      const created = ask("POST", "/collections/cities/items", geoJson(feature({}, geometry)));
      assert.equal(created.statusCode, 201, JSON.stringify(geometry));
    }
    const inBox = jsonOf(ask("GET", "/collections/cities/items?bbox=11.5,47.4,11.51,47.51"));
    assert.equal(inBox.numberMatched, 6);
  });

  test("never gives the id of a deleted feature again", () => {
    const ask = sampleClient();
    assert.equal(ask("DELETE", "/collections/cities/items/10").statusCode, 204);
    const created = ask("POST", "/collections/cities/items", geoJson(feature({})));
    assert.equal(created.headers?.Location, `${address}/collections/cities/items/11`);
  });

  test("ends when the collection is full", () => {
    const ask = sampleClient();
    for (let count = 10; count < 1000; count += 1)
      ask("POST", "/collections/cities/items", geoJson(feature({})));
    const refused = ask("POST", "/collections/cities/items", geoJson(feature({})));
    assert.equal(refused.statusCode, 507);
    assert.equal(ask("GET", "/collections/cities/items/1000").statusCode, 200);
  });

  test("takes a body as API Gateway gives binary ones", () => {
    const body = Buffer.from(feature({ name: "Grüße" })).toString("base64");
    const event = { ...proxyEvent("POST", "/collections/cities/items", { body }), isBase64Encoded: true };
    assert.equal(sampleRequest(event, undefined).body, feature({ name: "Grüße" }));
  });
});

describe("a body is refused", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["that is not JSON", "{"],
    ["that is no object", "[]"],
    ["that is a collection of features", '{"type":"FeatureCollection","features":[]}'],
    ["without geometry", '{"type":"Feature","properties":{}}'],
    ["with properties that are a list", '{"type":"Feature","geometry":null,"properties":[]}'],
    ["with an unknown geometry", feature({}, { type: "Circle", coordinates: [1, 2] })],
    ["with a geometry collection", feature({}, { type: "GeometryCollection", geometries: [] })],
    ["with coordinates that are too deep", feature({}, { type: "Point", coordinates: [[1, 2]] })],
    ["with coordinates that are not deep enough", feature({}, { type: "Polygon", coordinates: [[1, 2]] })],
    ["with coordinates that are no numbers", feature({}, { type: "Point", coordinates: ["1", "2"] })],
    ["with one coordinate", feature({}, { type: "Point", coordinates: [1] })],
    ["without coordinates", feature({}, { type: "LineString", coordinates: [] })],
    ["whose geometry is a list", feature({}, [])],
  ];
  for (const [name, body] of cases) {
    test(name, () => {
      const ask = sampleClient();
      assert.equal(ask("POST", "/collections/cities/items", geoJson(body)).statusCode, 400);
      assert.equal(ask("PUT", "/collections/cities/items/1", geoJson(body)).statusCode, 400);
      assert.equal(jsonOf(ask("GET", "/collections/cities/items/1")).id, "1");
    });
  }

  test("of another media type", () => {
    const ask = sampleClient();
    for (const type of ["application/json", "text/plain", ""]) {
      const parts = { body: feature({}), headers: { "Content-Type": type } };
      assert.equal(ask("POST", "/collections/cities/items", parts).statusCode, 415, type);
      assert.equal(ask("PUT", "/collections/cities/items/1", parts).statusCode, 415, type);
    }
  });

  test("that is a query, politely", () => {
    const parts = { body: "{}", headers: { "Content-Type": "application/query-cql-json" } };
    assert.equal(sampleClient()("POST", "/collections/cities/items", parts).statusCode, 501);
  });
});

describe("replacing and deleting", () => {
  test("a feature replaces all of it but its id", () => {
    const ask = sampleClient();
    assert.equal(
      ask("PUT", "/collections/cities/items/2", geoJson(feature({ name: "New" }, null))).statusCode,
      204,
    );
    const { id, geometry, properties } = jsonOf(ask("GET", "/collections/cities/items/2"));
    assert.deepEqual({ id, geometry, properties }, { id: "2", geometry: null, properties: { name: "New" } });
  });

  test("a feature deletes it, once", () => {
    const ask = sampleClient();
    assert.equal(ask("DELETE", "/collections/cities/items/2").statusCode, 204);
    assert.equal(ask("GET", "/collections/cities/items/2").statusCode, 404);
    assert.equal(ask("DELETE", "/collections/cities/items/2").statusCode, 404);
  });

  test("a feature that there is not is 404", () => {
    assert.equal(sampleClient()("PUT", "/collections/cities/items/99", geoJson(feature({}))).statusCode, 404);
  });
});
