/** The paths of the collections: each is written out, as pygeoapi does. */
import type { Collection, Property } from "../collections/collection.ts";
import { geoJsonMediaType } from "../collections/items-page.ts";
import { type OpenApiObject, operation, readOperation, reference } from "./operation.ts";

/** The paths by template. */
export function collectionPaths(collections: readonly Collection[]): Record<string, OpenApiObject> {
  const paths: Record<string, OpenApiObject> = {
    "/collections": { get: readOperation("listCollections", "collections", "The collections") },
  };
  for (const collection of collections) {
    const { id, title } = collection;
    const path = `/collections/${id}`;
    paths[path] = { get: readOperation(`describe-${id}`, id, `About the collection ${title}`) };
    paths[`${path}/queryables`] = {
      get: readOperation(`queryables-${id}`, id, `What ${title} are filtered by`),
    };
    paths[`${path}/items`] = itemsPath(collection);
    paths[`${path}/items/{itemId}`] = itemPath(collection);
  }
  return paths;
}

function itemsPath({ id, title, properties }: Collection): OpenApiObject {
  const filters = ["limit", "offset", "bbox", "datetime", "others"].map((name) =>
    reference("parameters", name),
  );
  return {
    get: readOperation(`list-${id}`, id, `Features of ${title}`, [...filters, ...properties.map(queryable)]),
    post: operation({
      id: `create-${id}`,
      tag: id,
      summary: `Adds a feature to ${title}`,
      requestBody: featureBody,
      responses: { "201": "The feature was added; Location tells where it is" },
    }),
  };
}

function itemPath({ id, title }: Collection): OpenApiObject {
  const change = (name: string, summary: string, description: string, requestBody?: OpenApiObject) =>
    operation({
      id: `${name}-${id}`,
      tag: id,
      summary: `${summary} of ${title}`,
      ...(requestBody !== undefined && { requestBody }),
      responses: { "204": description },
    });
  return {
    parameters: [reference("parameters", "itemId")],
    get: readOperation(`get-${id}`, id, `A feature of ${title}`),
    put: change("replace", "Replaces a feature", "The feature was replaced", featureBody),
    delete: change("delete", "Deletes a feature", "The feature was deleted"),
  };
}

const featureBody: OpenApiObject = {
  required: true,
  content: { [geoJsonMediaType]: { schema: reference("schemas", "Feature") } },
};

function queryable({ name, title, type, format }: Property): OpenApiObject {
  return { name, in: "query", description: title, schema: { type, ...(format && { format }) } };
}
