/** The API's own description, an OpenAPI 3.0 document. */
import type { Answer } from "../answer.ts";
import { apiDescription, apiTitle } from "../api-texts.ts";
import { sampleCollections } from "../collections/sample-collections.ts";
import { addressOf } from "../links.ts";
import { html } from "../pages/html.ts";
import { pathOf } from "../pages/page.ts";
import { table } from "../pages/parts.ts";
import { sampleProcesses } from "../processes/sample-processes.ts";
import { represent } from "../representation.ts";
import type { SampleRequest } from "../request.ts";
import { collectionPaths } from "./collection-paths.ts";
import { components } from "./components.ts";
import { openApiMediaType } from "./media-type.ts";
import { type OpenApiObject, readOperation } from "./operation.ts";
import { processPaths } from "./process-paths.ts";

const methodNames = ["get", "post", "put", "delete"];

const paths: Readonly<Record<string, OpenApiObject>> = {
  "/": { get: readOperation("landingPage", "server", "The landing page") },
  "/conformance": { get: readOperation("conformance", "server", "The standards that the API follows") },
  "/api": { get: readOperation("api", "server", "This document") },
  ...collectionPaths(sampleCollections),
  ...processPaths(sampleProcesses),
};

/** `/api` (OGC 17-069r4 section 7.3 and requirements class OpenAPI 3.0); without security, which is the gateway's. */
export function apiDefinition(request: SampleRequest): Answer {
  const json = {
    openapi: "3.0.3",
    info: { title: apiTitle, description: apiDescription, version: "1.0.0" },
    servers: [{ url: addressOf(request).replace(/\/$/, "") || "/" }],
    paths,
    components,
  };
  const rows = Object.entries(paths).map(([path, item]) => [path, methodsOf(item)]);
  return represent(request, {
    title: "API definition",
    json,
    mediaType: openApiMediaType,
    content: () => html`<p><a href="${pathOf(request.address)}/api?f=json">As an OpenAPI document</a></p>
${table(["Path", "Methods"], rows)}`,
  });
}

function methodsOf(item: OpenApiObject): string {
  return Object.keys(item)
    .filter((name) => methodNames.includes(name))
    .map((name) => name.toUpperCase())
    .join(", ");
}
