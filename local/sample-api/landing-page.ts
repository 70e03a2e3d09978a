/** The landing page of the sample API. */
import type { Answer } from "./answer.ts";
import { openApiMediaType } from "./api-definition/media-type.ts";
import { apiDescription, apiTitle } from "./api-texts.ts";
import { addressOf, type Link, ownLinks, relations, withQuery } from "./links.ts";
import { html } from "./pages/html.ts";
import { pathOf } from "./pages/page.ts";
import { linkList } from "./pages/parts.ts";
import { represent } from "./representation.ts";
import type { SampleRequest } from "./request.ts";

/** `/` (OGC 19-072 section 8.2, OGC 18-062r2 section 7.2); the JSON is the same for everybody. */
export function landingPage(request: SampleRequest): Answer {
  const json = { title: apiTitle, description: apiDescription, links: links(request) };
  return represent(request, { title: apiTitle, json, content: () => content(request) });
}

function links(request: SampleRequest): Link[] {
  const api = addressOf(request, "api");
  const of = (rel: string, title: string, segment: string): Link => ({
    rel,
    type: "application/json",
    title,
    href: addressOf(request, segment),
  });
  return [
    ...ownLinks(addressOf(request), "application/json"),
    { rel: "service-desc", type: openApiMediaType, title: "The API definition", href: api },
    {
      rel: "service-doc",
      type: "text/html",
      title: "The API definition",
      href: withQuery(api, { f: "html" }),
    },
    of("conformance", "Conformance classes", "conformance"),
    of("data", "Collections", "collections"),
    of(relations.processes, "Processes", "processes"),
    of(relations.jobList, "Jobs", "jobs"),
  ];
}

function content(request: SampleRequest) {
  const root = pathOf(request.address);
  const entry = (segment: string, title: string, description: string) => ({
    href: `${root}/${segment}?f=html`,
    title,
    description,
  });
  const entries = [
    entry(
      "collections",
      "Collections",
      "lakes and cities, meant to be public, and wells, meant to be protected",
    ),
    entry(
      "processes",
      "Processes",
      "a greeting, meant to be public, and a water balance, meant to be protected",
    ),
    entry("jobs", "Jobs", "what was run asynchronously"),
    entry("conformance", "Conformance", "the standards that this API follows"),
    entry("api", "API definition", "what can be asked"),
  ];
  return html`<p>${apiDescription}</p>${linkList(entries)}`;
}
