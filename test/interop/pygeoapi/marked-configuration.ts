/**
 * The configuration of a pygeoapi with every route that it has, and collections of every kind of id, each with a marker
 * of its own that every answer about it holds (python/marked.py).
 */
import { join } from "node:path";
import { dataCollections, markerOf, stacCollections } from "./marked-collections.ts";

/**
 * @param apiUrl the address that pygeoapi's links begin with
 * @param work the folder of its data
 */
export function markedConfiguration(apiUrl: string, work: string): object {
  return {
    server: {
      bind: { host: "127.0.0.1", port: 0 }, // Not used: the tests start each framework on a port of their own.
      url: apiUrl,
      mimetype: "application/json; charset=UTF-8",
      encoding: "utf-8",
      gzip: false,
      languages: ["en-US"],
      pretty_print: false,
      admin: true,
      ogc_schemas_location: work,
      limits: { default_items: 10, max_items: 100 },
      map: { url: "http://127.0.0.1/tiles/{z}/{x}/{y}.png", attribution: "none" },
      manager: { name: "TinyDB", connection: join(work, "jobs.db"), output_dir: work },
    },
    logging: { level: "ERROR" },
    metadata: {
      identification: {
        title: "Water",
        description: "Lakes, cities and groundwater wells",
        keywords: ["water"],
        keywords_type: "theme",
        terms_of_service: "https://creativecommons.org/publicdomain/zero/1.0/",
        url: "https://example.org",
      },
      license: { name: "CC0", url: "https://creativecommons.org/publicdomain/zero/1.0/" },
      provider: { name: "Example", url: "https://example.org" },
      contact: { name: "Example", email: "someone@example.org" },
    },
    resources: {
      ...Object.fromEntries(
        dataCollections.map((id) => [id, described("collection", id, dataProviders(markerOf(id), work))]),
      ),
      ...Object.fromEntries(
        stacCollections.map((id) => [id, described("stac-collection", id, [coverage("stac", markerOf(id))])]),
      ),
      "hello-world": { type: "process", processor: { name: "HelloWorld" } },
      "water-balance": { type: "process", processor: { name: "water_balance.WaterBalanceProcessor" } },
    },
  };
}

const described = (type: string, id: string, providers: readonly object[]) => ({
  type,
  title: markerOf(id),
  description: markerOf(id),
  keywords: ["water"],
  extents: {
    spatial: { bbox: [5, 45, 19, 48], crs: "http://www.opengis.net/def/crs/OGC/1.3/CRS84" },
  },
  providers,
});

const coverage = (type: string, data: string) => ({ type, name: "marked.MarkedCoverage", data });

/** One of each kind, so that each route has something to serve. */
const dataProviders = (data: string, work: string) => [
  {
    type: "feature",
    name: "marked.MarkedFeatures",
    data,
    id_field: "id",
    editable: true,
    options: { writes: join(work, "writes.txt") },
  },
  { ...coverage("coverage", data), format: { name: "json", mimetype: "application/json" } },
  { ...coverage("map", data), format: { name: "png", mimetype: "image/png" } },
  {
    type: "tile",
    name: "marked.MarkedTiles",
    data,
    options: { zoom: { min: 0, max: 20 } },
    format: { name: "pbf", mimetype: "application/octet-stream" },
  },
  { type: "edr", name: "marked.MarkedEnvironmentalData", data },
];
