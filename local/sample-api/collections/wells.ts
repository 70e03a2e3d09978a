/** Groundwater wells of the Auen valley; made up, and meant to be protected. */
import type { Collection, FeatureContent } from "./collection.ts";

const wells: readonly FeatureContent[] = [
  well("AU-01", [11.4087, 47.6312], 48, 12.4, "Upper gravel", "2026-02-03"),
  well("AU-02", [11.4311, 47.6425], 62, 15.1, "Upper gravel", "2026-02-03"),
  well("AU-03", [11.4498, 47.6287], 105, 31.7, "Lower gravel", "2026-02-04"),
  well("BF-01", [11.2903, 47.6984], 33, 8.9, "Upper gravel", "2026-02-05"),
  well("BF-02", [11.2761, 47.7103], 140, 52.6, "Deep sandstone", "2026-02-05"),
  well("HB-01", [11.5342, 47.5743], 55, 14.2, "Upper gravel", "2026-02-09"),
  well("HB-02", [11.5517, 47.5668], 97, 28.8, "Lower gravel", "2026-02-09"),
  well("LI-01", [11.6184, 47.6712], 41, 9.6, "Upper gravel", "2026-02-10"),
  well("NA-01", [11.4602, 47.7385], 76, 22.3, "Lower gravel", "2026-02-12"),
  well("TH-01", [11.5731, 47.7794], 163, 61.0, "Deep sandstone", "2026-02-16"),
];

export const wellsCollection: Collection = {
  id: "wells",
  title: "Groundwater wells",
  description: "Wells of the Auen valley with the depth at which water was found. Made-up data.",
  extent: [11.2761, 47.5668, 11.6184, 47.7794],
  properties: [
    { name: "name", title: "Name", type: "string" },
    { name: "depthMetres", title: "Depth in metres", type: "number" },
    { name: "waterDepthMetres", title: "Depth of the water table in metres", type: "number" },
    { name: "aquifer", title: "Aquifer", type: "string" },
    { name: "measuredOn", title: "Day of the measurement", type: "string", format: "date" },
  ],
  timeProperty: "measuredOn",
  features: wells,
};

function well(
  name: string,
  coordinates: readonly [number, number],
  depthMetres: number,
  waterDepthMetres: number,
  aquifer: string,
  measuredOn: string,
): FeatureContent {
  return {
    geometry: { type: "Point", coordinates },
    properties: { name, depthMetres, waterDepthMetres, aquifer, measuredOn },
  };
}
