/** A process that computes the water balance of a catchment; meant to be protected. */
import type { Process, ProcessInput } from "./process.ts";

const largest = 1_000_000;

const inputs = {
  areaSquareKilometres: input("Area", "The area of the catchment in square kilometres."),
  precipitationMillimetres: input("Precipitation", "Rain and snow of the period in millimetres."),
  evapotranspirationMillimetres: input("Evapotranspiration", "What evaporated, in millimetres."),
  runoffMillimetres: input("Runoff", "What the rivers carried away, in millimetres."),
};

/** The water balance equation: what falls and neither evaporates nor runs off changes what is stored. */
export const waterBalance: Process = {
  id: "water-balance",
  title: "Water balance",
  description: "Computes by how much the water stored in a catchment changes in a period.",
  version: "1.0.0",
  inputs,
  output: {
    id: "balance",
    title: "Change of the stored water",
    schema: {
      type: "object",
      required: ["storageChangeMillimetres", "storageChangeCubicMetres"],
      properties: {
        storageChangeMillimetres: { type: "number" },
        storageChangeCubicMetres: { type: "number" },
      },
    },
  },
  run(given) {
    for (const name of Object.keys(inputs)) {
      if (!isAmount(given[name])) return `The input ${name} must be a number from 0 to ${largest}.`;
    }
    const amount = (name: keyof typeof inputs) => Number(given[name]);
    const storageChangeMillimetres =
      amount("precipitationMillimetres") -
      amount("evapotranspirationMillimetres") -
      amount("runoffMillimetres");
    const storageChangeCubicMetres = storageChangeMillimetres * amount("areaSquareKilometres") * 1000;
    return { storageChangeMillimetres, storageChangeCubicMetres };
  },
};

function input(title: string, description: string): ProcessInput {
  return { title, description, schema: { type: "number", minimum: 0, maximum: largest }, isRequired: true };
}

function isAmount(value: unknown): boolean {
  return typeof value === "number" && value >= 0 && value <= largest;
}
