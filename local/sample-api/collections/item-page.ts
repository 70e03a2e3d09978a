/** One feature of a collection. */
import type { Answer } from "../answer.ts";
import { addressOf, type Link, ownLinks } from "../links.ts";
import { definitionList } from "../pages/parts.ts";
import { represent } from "../representation.ts";
import type { SampleRequest } from "../request.ts";
import type { Collection, Feature } from "./collection.ts";
import { geoJsonMediaType } from "./items-page.ts";

/** GET of `/collections/{id}/items/{itemId}` (OGC 17-069r4 section 7.16). */
export function itemPage(request: SampleRequest, collection: Collection, feature: Feature): Answer {
  const links: Link[] = [
    ...ownLinks(addressOf(request, "collections", collection.id, "items", feature.id), geoJsonMediaType),
    {
      rel: "collection",
      type: "application/json",
      title: collection.title,
      href: addressOf(request, "collections", collection.id),
    },
  ];
  return represent(request, {
    title: `${collection.title}: ${feature.id}`,
    json: { ...feature, links },
    mediaType: geoJsonMediaType,
    content: () => definitionList({ ...feature.properties, geometry: feature.geometry }),
  });
}
