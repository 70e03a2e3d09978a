/** The standards that the sample API follows. */
import type { Answer } from "./answer.ts";
import { html } from "./pages/html.ts";
import { represent } from "./representation.ts";
import type { SampleRequest } from "./request.ts";

const spec = "http://www.opengis.net/spec";

const conformsTo = [
  `${spec}/ogcapi-common-1/1.0/conf/core`,
  `${spec}/ogcapi-features-1/1.0/conf/core`,
  `${spec}/ogcapi-features-1/1.0/conf/geojson`,
  `${spec}/ogcapi-features-1/1.0/conf/html`,
  `${spec}/ogcapi-features-1/1.0/conf/oas30`,
  `${spec}/ogcapi-features-3/1.0/conf/queryables`,
  `${spec}/ogcapi-features-3/1.0/conf/queryables-query-parameters`,
  `${spec}/ogcapi-features-4/1.0/conf/create-replace-delete`,
  `${spec}/ogcapi-processes-1/1.0/conf/core`,
  `${spec}/ogcapi-processes-1/1.0/conf/dismiss`,
  `${spec}/ogcapi-processes-1/1.0/conf/html`,
  `${spec}/ogcapi-processes-1/1.0/conf/job-list`,
  `${spec}/ogcapi-processes-1/1.0/conf/json`,
  `${spec}/ogcapi-processes-1/1.0/conf/oas30`,
  `${spec}/ogcapi-processes-1/1.0/conf/ogc-process-description`,
];

/** `/conformance` (OGC 17-069r4 section 7.4). */
export function conformance(request: SampleRequest): Answer {
  return represent(request, {
    title: "Conformance",
    json: { conformsTo },
    content: () => html`<ul>${conformsTo.map((uri) => html`<li><code>${uri}</code></li>`)}</ul>`,
  });
}
