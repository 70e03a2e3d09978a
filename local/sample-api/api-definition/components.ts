/** What the paths of the OpenAPI document refer to. */
import { defaultLimit, largestLimit } from "../collections/items-query.ts";
import { reference } from "./operation.ts";

const inPath = (name: string) => ({ name, in: "path", required: true, schema: { type: "string" } });
const inQuery = (name: string, description: string, schema: object, others: object = {}) => ({
  name,
  in: "query",
  description,
  schema,
  ...others,
});

const boxSchema = { type: "array", items: { type: "number" }, minItems: 4, maxItems: 6 };
const limitSchema = { type: "integer", minimum: 1, maximum: largestLimit, default: defaultLimit };

const parameters = {
  f: inQuery("f", "The representation", { type: "string", enum: ["json", "html"] }),
  itemId: inPath("itemId"),
  jobId: inPath("jobId"),
  limit: inQuery("limit", "How many features a page has at most", limitSchema),
  offset: inQuery("offset", "How many features are before the page", {
    type: "integer",
    minimum: 0,
    default: 0,
  }),
  bbox: inQuery("bbox", "West, south, east, north in degrees", boxSchema, { style: "form", explode: false }),
  datetime: inQuery("datetime", "A date, a date-time, or an interval of two", { type: "string" }),
  // Any other parameter is ignored, which a definition has to say (OGC 17-069r4, /req/core/query-param-unknown).
  others: inQuery(
    "others",
    "Other parameters are ignored",
    { type: "object", additionalProperties: true },
    { style: "form", explode: true },
  ),
};

const schemas = {
  Exception: {
    type: "object",
    required: ["type", "title", "status", "code", "description"],
    properties: {
      type: { type: "string" },
      title: { type: "string" },
      status: { type: "integer" },
      detail: { type: "string" },
      code: { type: "string" },
      description: { type: "string" },
    },
  },
  Execute: {
    type: "object",
    required: ["inputs"],
    properties: {
      inputs: { type: "object", additionalProperties: true },
      outputs: { type: "object", additionalProperties: true },
      response: { type: "string", enum: ["raw", "document"], default: "raw" },
    },
  },
  Feature: {
    type: "object",
    required: ["type", "geometry", "properties"],
    properties: {
      type: { type: "string", enum: ["Feature"] },
      geometry: { type: "object", nullable: true },
      properties: { type: "object", nullable: true },
    },
  },
};

/** The components of the document. */
export const components = {
  parameters,
  schemas,
  responses: {
    Exception: {
      description: "An exception",
      content: { "application/problem+json": { schema: reference("schemas", "Exception") } },
    },
  },
};
