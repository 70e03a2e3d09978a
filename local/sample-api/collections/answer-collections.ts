/** Everything below `/collections`. */
import type { Answer } from "../answer.ts";
import { answerByMethod } from "../methods.ts";
import { notFound } from "../not-found.ts";
import type { SampleRequest } from "../request.ts";
import { collectionDescription, collectionList, queryables } from "./collection-description.ts";
import type { CollectionStore } from "./collection-store.ts";
import { createItem, deleteItem, replaceItem } from "./item-changes.ts";
import { itemPage } from "./item-page.ts";
import { itemsPage } from "./items-page.ts";

/** @param path the segments after `collections` */
export function answerCollections(
  request: SampleRequest,
  stores: readonly CollectionStore[],
  path: readonly string[],
): Answer {
  const [id, part, item, ...more] = path;
  const readable = (answer: () => Answer) => answerByMethod(request, { GET: answer });
  if (id === undefined) {
    const collections = stores.map(({ collection }) => collection);
    return readable(() => collectionList(request, collections));
  }
  const store = stores.find(({ collection }) => collection.id === id);
  if (store === undefined || more.length > 0) return notFound();
  if (part === undefined) return readable(() => collectionDescription(request, store.collection));
  if (part === "queryables" && item === undefined)
    return readable(() => queryables(request, store.collection));
  if (part !== "items") return notFound();
  if (item !== undefined) return answerItem(request, store, item);
  return answerByMethod(request, {
    GET: () => itemsPage(request, store),
    POST: () => createItem(request, store),
  });
}

function answerItem(request: SampleRequest, store: CollectionStore, id: string): Answer {
  return answerByMethod(request, {
    GET: () => {
      const feature = store.feature(id);
      return feature === undefined ? notFound() : itemPage(request, store.collection, feature);
    },
    PUT: () => replaceItem(request, store, id),
    DELETE: () => deleteItem(store, id),
  });
}
