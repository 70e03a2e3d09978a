/** Makes a test of every story: the same ones for the local gateway and for a deployment. */
import { describe, test } from "node:test";
import { ambiguousRequests } from "./ambiguous-requests.ts";
import { clientNeeds } from "./client-needs.ts";
import { credentials } from "./credentials.ts";
import { openResources } from "./open-resources.ts";
import { protectedCollection } from "./protected-collection.ts";
import { protectedProcess } from "./protected-process.ts";
import type { Stories, StoryApi } from "./story.ts";

const chapters: Readonly<Record<string, Stories>> = {
  "what is open to anyone": openResources,
  "a protected collection": protectedCollection,
  "a protected process among open ones": protectedProcess,
  "a request that could be read in two ways": ambiguousRequests,
  "a credential": credentials,
  "what clients need besides": clientNeeds,
};

/**
 * Registers the tests.
 * @param api the API, which need not run before the first test does
 */
export function tellStories(api: () => StoryApi): void {
  for (const [chapter, stories] of Object.entries(chapters)) {
    describe(chapter, () => {
      for (const [sentence, story] of Object.entries(stories)) test(sentence, () => story(api()));
    });
  }
}
