/** Reading collections and their features. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { sampleCollections } from "#local/sample-api/collections/sample-collections";
import { address, jsonOf, linkOf, sampleClient } from "./sample-client.ts";

interface FoundFeature {
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

const ask = sampleClient();
const items = (query = "", collection = "wells") => ask("GET", `/collections/${collection}/items${query}`);
const featuresOf = (query: string, collection?: string) =>
  jsonOf(items(query, collection)).features as FoundFeature[];
const namesOf = (query: string, collection?: string) =>
  featuresOf(query, collection).map(({ properties }) => properties.name);

describe("the sample data", () => {
  test("is three collections of ten features", () => {
    const { collections } = jsonOf(ask("GET", "/collections")) as unknown as {
      collections: { id: string }[];
    };
    assert.deepEqual(
      collections.map(({ id }) => id),
      ["lakes", "cities", "wells"],
    );
    for (const { id } of collections) assert.equal(jsonOf(items("?limit=100", id)).numberMatched, 10);
  });

  test("lies within the extents that the collections tell", () => {
    for (const { extent, features } of sampleCollections) {
      const [west, south, east, north] = extent;
      for (const { geometry } of features) {
        const numbers = [geometry?.coordinates ?? []].flat(3) as number[];
        for (let index = 0; index < numbers.length; index += 2) {
          const [longitude = 0, latitude = 0] = numbers.slice(index);
          assert.ok(longitude >= west && longitude <= east, `${longitude}`);
          assert.ok(latitude >= south && latitude <= north, `${latitude}`);
        }
      }
    }
  });

  test("has the lakes' outlines as closed rings", () => {
    for (const { geometry } of sampleCollections[0]?.features ?? []) {
      const [ring] = (geometry?.coordinates ?? []) as number[][][];
      assert.ok((ring?.length ?? 0) >= 4);
      assert.deepEqual(ring?.at(0), ring?.at(-1));
    }
  });
});

describe("a collection", () => {
  test("tells its extent and leads to its features and queryables", () => {
    const result = ask("GET", "/collections/wells");
    assert.deepEqual((jsonOf(result).extent as { spatial: { bbox: number[][] } }).spatial.bbox, [
      [11.2761, 47.5668, 11.6184, 47.7794],
    ]);
    assert.equal(linkOf(result, "items", "application/geo+json"), `${address}/collections/wells/items`);
    const queryables = linkOf(result, "http://www.opengis.net/def/rel/ogc/1.0/queryables");
    assert.equal(queryables, `${address}/collections/wells/queryables`);
  });

  test("has queryables as a JSON Schema", () => {
    const result = ask("GET", "/collections/wells/queryables");
    assert.equal(result.headers?.["Content-Type"], "application/schema+json");
    const { properties } = jsonOf(result) as unknown as { properties: Record<string, unknown> };
    assert.deepEqual(properties.depthMetres, { title: "Depth in metres", type: "number" });
    assert.deepEqual(properties.measuredOn, {
      title: "Day of the measurement",
      type: "string",
      format: "date",
    });
  });

  test("that there is not is 404, and so are parts that it does not have", () => {
    for (const path of [
      "/collections/secret",
      "/collections/lakes/tiles",
      "/collections/lakes/items/1/x",
      "/collections/__proto__",
    ]) {
      assert.equal(ask("GET", path).statusCode, 404, path);
    }
  });
});

describe("the features of a collection", () => {
  test("come as GeoJSON, ten at a time, with their number and time", () => {
    const result = items();
    assert.equal(result.headers?.["Content-Type"], "application/geo+json");
    const { type, numberMatched, numberReturned, timeStamp } = jsonOf(result);
    assert.deepEqual(
      { type, numberMatched, numberReturned },
      { type: "FeatureCollection", numberMatched: 10, numberReturned: 10 },
    );
    assert.ok(Math.abs(Date.parse(String(timeStamp)) - Date.now()) < 60_000);
  });

  test("come in pages that lead to each other", () => {
    const seen: string[] = [];
    let target: string | undefined = "/collections/wells/items?limit=4";
    let pages = 0;
    while (target !== undefined) {
      const page = ask("GET", target);
      pages += 1;
      seen.push(...(jsonOf(page).features as FoundFeature[]).map(({ id }) => id));
      target = linkOf(page, "next")?.slice(address.length);
    }
    assert.equal(pages, 3);
    assert.deepEqual(seen, ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]);
    const last = items("?limit=4&offset=8");
    assert.equal(linkOf(last, "prev"), `${address}/collections/wells/items?limit=4&offset=4`);
    assert.equal(linkOf(items("?limit=10"), "next"), undefined);
  });

  test("are filtered by the box, whose edges belong to it", () => {
    assert.deepEqual(namesOf("?bbox=11.4087,47.6312,11.4400,47.65"), ["AU-01", "AU-02"]);
    assert.deepEqual(namesOf("?bbox=11.4087,47.6312,0,11.4400,47.65,900"), ["AU-01", "AU-02"]);
    assert.deepEqual(namesOf("?bbox=0,0,1,1"), []);
    assert.ok(namesOf("?bbox=11.36,47.62,11.37,47.63", "lakes").includes("Auensee"));
  });

  test("are filtered by a box across the antimeridian", () => {
    assert.equal(featuresOf("?bbox=170,-90,11.3,90").length, 2);
    assert.equal(featuresOf("?bbox=170,-90,-170,90").length, 0);
  });

  test("are filtered by time, where they have one", () => {
    assert.deepEqual(namesOf("?datetime=2026-02-03"), ["AU-01", "AU-02"]);
    assert.deepEqual(namesOf("?datetime=2026-02-12T00:00:00Z/.."), ["NA-01", "TH-01"]);
    assert.deepEqual(namesOf("?datetime=../2026-02-03T12:00:00Z"), ["AU-01", "AU-02"]);
    assert.deepEqual(namesOf("?datetime=2026-02-10/2026-02-12"), ["LI-01", "NA-01"]);
    assert.equal(featuresOf("?datetime=1999-01-01", "lakes").length, 10);
  });

  test("are filtered by their properties", () => {
    assert.deepEqual(namesOf("?aquifer=Deep+sandstone"), ["BF-02", "TH-01"]);
    assert.deepEqual(namesOf("?aquifer=Deep+sandstone&depthMetres=163"), ["TH-01"]);
    assert.deepEqual(namesOf("?name=undefined"), []);
  });

  test("keep their filters from page to page, but no parameter that the API does not know", () => {
    const page = items("?aquifer=Upper+gravel&limit=2&bbox=11,47,12,48&apikey=canary");
    const next = linkOf(page, "next") ?? assert.fail("no next page");
    const parameters = new URL(next).searchParams;
    assert.equal(parameters.get("aquifer"), "Upper gravel");
    assert.equal(parameters.get("bbox"), "11,47,12,48");
    assert.equal(parameters.get("offset"), "2");
    assert.ok(!page.body.includes("canary"));
  });

  test("are at most a hundred a page", () => {
    assert.equal(items("?limit=5000").statusCode, 200);
    assert.ok(linkOf(items("?limit=5000"), "self")?.includes("limit=100"));
  });

  const refused = [
    "?limit=0",
    "?limit=-1",
    "?limit=x",
    "?limit=",
    "?offset=-1",
    "?offset=1.5",
    "?bbox=1,2,3",
    "?bbox=1,2,3,x",
    "?bbox=1,2,3,",
    "?bbox=1,5,3,4",
    "?bbox=1,2,3,4,5",
    "?datetime=yesterday",
    "?datetime=2026-13-01",
    "?datetime=2026-02-03/2026-01-01",
    "?datetime=2026-01-01/2026-02-01/2026-03-01",
    "?datetime=",
  ];
  for (const query of refused) {
    test(`cannot be asked for with ${query}`, () => {
      const result = items(query);
      assert.equal(result.statusCode, 400);
      assert.equal(jsonOf(result).code, "InvalidParameterValue");
    });
  }
});

describe("a feature", () => {
  test("leads to its collection and itself", () => {
    const result = ask("GET", "/collections/wells/items/3");
    assert.equal(result.headers?.["Content-Type"], "application/geo+json");
    const { type, id, properties } = jsonOf(result) as unknown as FoundFeature & { type: string };
    assert.deepEqual([type, id, properties.name], ["Feature", "3", "AU-03"]);
    assert.equal(linkOf(result, "self"), `${address}/collections/wells/items/3`);
    assert.equal(linkOf(result, "collection"), `${address}/collections/wells`);
  });

  test("that there is not is 404", () => {
    assert.equal(ask("GET", "/collections/wells/items/99").statusCode, 404);
  });
});
