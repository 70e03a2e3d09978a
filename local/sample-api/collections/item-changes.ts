/** Creating, replacing and deleting features (OGC 20-002r1). */
import { type Answer, exception } from "../answer.ts";
import { addressOf } from "../links.ts";
import { notFound } from "../not-found.ts";
import type { SampleRequest } from "../request.ts";
import type { FeatureContent } from "./collection.ts";
import type { CollectionStore } from "./collection-store.ts";
import { featureBody } from "./feature-body.ts";
import { geoJsonMediaType } from "./items-page.ts";

/** Media types of queries by POST, which this API knows but does not answer. */
const queryMediaTypes = ["application/query-cql-json", "application/cql2+json"];

/** POST on `/collections/{id}/items`: creates from GeoJSON; a query in CQL2 gets a 501. */
export function createItem(request: SampleRequest, store: CollectionStore): Answer {
  if (queryMediaTypes.includes(mediaTypeOf(request))) {
    return exception(501, "OperationNotSupported", "This API answers no queries by POST; use GET.");
  }
  return withFeature(request, (content) => {
    const id = store.create(content);
    if (id === undefined) {
      return exception(507, "StorageFull", "The collection is full: delete a feature, then try again.");
    }
    const location = addressOf(request, "collections", store.collection.id, "items", id);
    return { status: 201, headers: { Location: location }, body: "" };
  });
}

/** PUT on `/collections/{id}/items/{itemId}`: replaces a feature that there is. */
export function replaceItem(request: SampleRequest, store: CollectionStore, id: string): Answer {
  if (store.feature(id) === undefined) return notFound();
  return withFeature(request, (content) => {
    store.replace(id, content);
    return { status: 204, body: "" };
  });
}

/** DELETE on `/collections/{id}/items/{itemId}`. */
export function deleteItem(store: CollectionStore, id: string): Answer {
  return store.remove(id) ? { status: 204, body: "" } : notFound();
}

function withFeature(request: SampleRequest, change: (content: FeatureContent) => Answer): Answer {
  if (mediaTypeOf(request) !== geoJsonMediaType) {
    return exception(415, "UnsupportedMediaType", `The body must be of the media type ${geoJsonMediaType}.`);
  }
  const content = featureBody(request.body);
  return typeof content === "string" ? exception(400, "InvalidParameterValue", content) : change(content);
}

function mediaTypeOf({ headers }: SampleRequest): string {
  const [mediaType = ""] = (headers.get("content-type") ?? "").split(";");
  return mediaType.trim().toLowerCase();
}
