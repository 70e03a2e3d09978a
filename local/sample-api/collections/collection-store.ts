/** The features of a collection, kept in memory. */
import type { Collection, Feature, FeatureContent } from "./collection.ts";

/** A collection and its features. */
export interface CollectionStore {
  readonly collection: Collection;
  /** In the order in which they were made. */
  features(): readonly Feature[];
  feature(id: string): Feature | undefined;
  /** @returns the new feature's id, or `undefined` when the collection is full */
  create(content: FeatureContent): string | undefined;
  /** @returns whether there is such a feature */
  replace(id: string, content: FeatureContent): boolean;
  /** @returns whether there was such a feature */
  remove(id: string): boolean;
}

/** So many that trying things out never ends, and so few that memory does not. */
const mostFeatures = 1000;

/** The collection's own features get the ids 1, 2, 3 …; ids are never given twice. */
export function collectionStore(collection: Collection): CollectionStore {
  const features = new Map<string, Feature>();
  let lastId = 0;

  function create(content: FeatureContent): string | undefined {
    if (features.size >= mostFeatures) return undefined;
    lastId += 1;
    const id = String(lastId);
    features.set(id, featureOf(id, content));
    return id;
  }

  for (const content of collection.features) create(content);
  return {
    collection,
    features: () => [...features.values()],
    feature: (id) => features.get(id),
    create,
    replace(id, content) {
      if (!features.has(id)) return false;
      features.set(id, featureOf(id, content));
      return true;
    },
    remove: (id) => features.delete(id),
  };
}

function featureOf(id: string, { geometry, properties }: FeatureContent): Feature {
  return { type: "Feature", id, geometry, properties };
}
