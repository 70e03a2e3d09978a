/** A page of a collection's features. */
import type { Answer } from "../answer.ts";
import { exception } from "../answer.ts";
import { addressOf, type Link, ownLinks, withQuery } from "../links.ts";
import { type Html, html } from "../pages/html.ts";
import { pathOf } from "../pages/page.ts";
import { table, text } from "../pages/parts.ts";
import { represent } from "../representation.ts";
import type { SampleRequest } from "../request.ts";
import type { Feature } from "./collection.ts";
import type { CollectionStore } from "./collection-store.ts";
import { type ItemsQuery, itemsQuery } from "./items-query.ts";

export const geoJsonMediaType = "application/geo+json";

/** GET of `/collections/{id}/items` (OGC 17-069r4 section 7.15). */
export function itemsPage(request: SampleRequest, store: CollectionStore): Answer {
  const query = itemsQuery(request.query, store.collection);
  if (typeof query === "string") return exception(400, "InvalidParameterValue", query);
  const matched = store.features().filter(query.matches);
  const features = matched.slice(query.offset, query.offset + query.limit);
  const links = pageLinks(request, store, query, matched.length);
  const json = {
    type: "FeatureCollection",
    numberMatched: matched.length,
    numberReturned: features.length,
    timeStamp: new Date().toISOString(),
    features,
    links,
  };
  const count = `${features.length} of ${matched.length} features, from number ${query.offset + 1} on.`;
  return represent(request, {
    title: store.collection.title,
    json,
    mediaType: geoJsonMediaType,
    content: () => html`<p>${count}</p>${featureTable(request, store, features)}${pageTurns(request, links)}`,
  });
}

function pageLinks(
  request: SampleRequest,
  { collection }: CollectionStore,
  { limit, offset, parameters }: ItemsQuery,
  matched: number,
): Link[] {
  const address = addressOf(request, "collections", collection.id, "items");
  const at = (start: number) => ({ ...parameters, limit: String(limit), offset: String(start) });
  const turn = (rel: string, title: string, start: number): Link => ({
    rel,
    type: geoJsonMediaType,
    title,
    href: withQuery(address, at(start)),
  });
  return [
    ...ownLinks(address, geoJsonMediaType, at(offset)),
    ...(offset + limit < matched ? [turn("next", "The next page", offset + limit)] : []),
    ...(offset > 0 ? [turn("prev", "The page before", Math.max(0, offset - limit))] : []),
    {
      rel: "collection",
      type: "application/json",
      title: collection.title,
      href: addressOf(request, "collections", collection.id),
    },
  ];
}

function featureTable(
  request: SampleRequest,
  { collection }: CollectionStore,
  features: readonly Feature[],
): Html {
  const root = pathOf(request.address);
  const rows = features.map(({ id, properties }) => [
    html`<a href="${root}/collections/${collection.id}/items/${id}?f=html">${id}</a>`,
    ...collection.properties.map(({ name }) => text(properties[name] ?? "")),
  ]);
  return table(["Id", ...collection.properties.map(({ title }) => title)], rows);
}

/** Links to the pages before and after this one, within the origin of this one. */
function pageTurns(request: SampleRequest, links: readonly Link[]): Html {
  const turns = links
    .filter(({ rel }) => rel === "next" || rel === "prev")
    .map(({ href, title = "" }) => {
      const path = pathOf(request.address) + href.slice(request.address.length);
      return html`<p><a href="${path}&f=html">${title}</a></p>`;
    });
  return html`${turns}`;
}
