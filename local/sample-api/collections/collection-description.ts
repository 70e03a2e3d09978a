/** Collections as the API describes them. */
import type { Answer } from "../answer.ts";
import { addressOf, type Link, ownLinks, relations, withQuery } from "../links.ts";
import { html } from "../pages/html.ts";
import { pathOf } from "../pages/page.ts";
import { definitionList, linkList } from "../pages/parts.ts";
import { represent } from "../representation.ts";
import type { SampleRequest } from "../request.ts";
import type { Collection } from "./collection.ts";
import { geoJsonMediaType } from "./items-page.ts";

const crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
export const schemaMediaType = "application/schema+json";

/** `/collections` (OGC 17-069r4 section 7.13). */
export function collectionList(request: SampleRequest, collections: readonly Collection[]): Answer {
  const root = pathOf(request.address);
  return represent(request, {
    title: "Collections",
    json: {
      links: ownLinks(addressOf(request, "collections"), "application/json"),
      collections: collections.map((collection) => described(request, collection)),
    },
    content: () =>
      linkList(
        collections.map(({ id, title, description }) => ({
          href: `${root}/collections/${id}?f=html`,
          title,
          description,
        })),
      ),
  });
}

/** `/collections/{id}` (OGC 17-069r4 section 7.14). */
export function collectionDescription(request: SampleRequest, collection: Collection): Answer {
  const path = `${pathOf(request.address)}/collections/${collection.id}`;
  return represent(request, {
    title: collection.title,
    json: described(request, collection),
    content: () => html`<p>${collection.description}</p>
<p><a href="${path}/items?f=html">Features</a>, <a href="${path}/queryables?f=html">queryables</a></p>`,
  });
}

/** `/collections/{id}/queryables`: the properties to filter by, as a JSON Schema (OGC 19-079r2 section 6.2). */
export function queryables(request: SampleRequest, collection: Collection): Answer {
  const address = addressOf(request, "collections", collection.id, "queryables");
  const properties = collection.properties.map(
    ({ name, title, type, format }) => [name, { title, type, ...(format && { format }) }] as const,
  );
  return represent(request, {
    title: `Queryables of ${collection.title}`,
    json: {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      $id: address,
      type: "object",
      title: collection.title,
      properties: { geometry: { format: "geometry-any" }, ...Object.fromEntries(properties) },
      additionalProperties: false,
    },
    mediaType: schemaMediaType,
    content: () =>
      definitionList(Object.fromEntries(collection.properties.map(({ name, title }) => [name, title]))),
  });
}

function described(request: SampleRequest, { id, title, description, extent }: Collection) {
  const address = addressOf(request, "collections", id);
  const items = addressOf(request, "collections", id, "items");
  const queryablesAddress = addressOf(request, "collections", id, "queryables");
  const links: Link[] = [
    ...ownLinks(address, "application/json"),
    { rel: "items", type: geoJsonMediaType, title: `${title} as GeoJSON`, href: items },
    { rel: "items", type: "text/html", title: `${title} as a page`, href: withQuery(items, { f: "html" }) },
    { rel: relations.queryables, type: schemaMediaType, title: "Queryables", href: queryablesAddress },
  ];
  return {
    id,
    title,
    description,
    extent: { spatial: { bbox: [extent], crs: crs84 } },
    itemType: "feature",
    crs: [crs84],
    links,
  };
}
