/** The paths in the OpenAPI documents that the standards publish: each is known, and names what its template names. */
import { equal, notEqual } from "node:assert/strict";
import { test } from "node:test";
import { ogcResource } from "#core/ogc-resource";
import { asked } from "../asked.ts";

/** A list of tile sets and what is below it. */
const tiles = (below: string) => [
  `${below}/tiles`,
  `${below}/tiles/{tileMatrixSetId}`,
  `${below}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}`,
];

const collection = "/collections/{collectionId}";
const edrQueries = ["area", "corridor", "cube", "position", "radius", "trajectory", "locations"];

/** As in the standards' repositories in 2026; the parameters are as they are called there. */
const paths: Readonly<Record<string, readonly string[]>> = {
  "OGC API Common": ["/", "/api", "/conformance", "/collections", collection],
  "OGC API Features": [
    `${collection}/items`,
    `${collection}/items/{featureId}`,
    `${collection}/queryables`,
    `${collection}/sortables`,
    `${collection}/schema`,
    "/functions",
  ],
  "OGC API Records": [
    "/collections/{catalogId}/items",
    "/collections/{catalogId}/items/{recordId}",
    "/collections/{catalogId}/sortables",
  ],
  "OGC API Tiles": [
    "/api/all-collections",
    "/api/coverage-collections",
    "/api/vectorTiles-collections",
    "/api/styles",
    "/api/tileMatrixSets",
    "/tileMatrixSets",
    "/tileMatrixSets/{tileMatrixSetId}",
    ...["", "/map", "/styles/{styleId}", "/styles/{styleId}/map"].flatMap((of) => [
      ...tiles(of),
      ...tiles(`${collection}${of}`),
    ]),
    ...tiles(`${collection}/coverage`),
  ],
  "OGC API Maps": [
    "/map",
    "/styles/{styleId}/map",
    "/projectionsAndDatums",
    `${collection}/map`,
    `${collection}/styles/{styleId}/map`,
  ],
  "OGC API Styles": ["", collection].flatMap((base) => [
    `${base}/styles`,
    `${base}/styles/{styleId}`,
    `${base}/styles/{styleId}/metadata`,
    `${base}/resources`,
    `${base}/resources/{resourceId}`,
  ]),
  "OGC API Coverages": [`${collection}/coverage`],
  "OGC API EDR": [
    `${collection}/instances`,
    `${collection}/instances/{instanceId}`,
    ...["", "/instances/{instanceId}"].flatMap((of) => [
      ...edrQueries.map((query) => `${collection}${of}/${query}`),
      `${collection}${of}/locations/{locationId}`,
    ]),
  ],
  "OGC API Processes": [
    "/api/processes-list",
    "/processes",
    "/processes/{processID}",
    "/processes/{processID}/package",
    "/processes/{processID}/execution",
    "/jobs",
    "/jobs/{jobID}",
    "/jobs/{jobID}/results",
    "/jobs/{jobID}/results/{outputID}",
    "/jobs/{jobID}/results/{outputID}/{N}",
  ],
};

/** What the template names, under our names. */
const named: readonly (readonly [RegExp, "collection" | "item" | "process" | "job"])[] = [
  [/\{(collection|catalog)Id\}/, "collection"],
  [/\{(feature|record)Id\}/, "item"],
  [/\{processID\}/, "process"],
  [/\{jobID\}/, "job"],
];

for (const [standard, templates] of Object.entries(paths)) {
  test(`${standard}: every path is known, and names what its template names`, () => {
    for (const template of templates) {
      const path = template.replaceAll(/[{}]/g, "");
      const resource = ogcResource(asked("GET", path));
      notEqual(resource.type, "unknown", template);
      for (const [parameter, name] of named) {
        equal(resource[name], parameter.exec(template)?.[0].slice(1, -1), `${name} of ${template}`);
      }
    }
  });
}
