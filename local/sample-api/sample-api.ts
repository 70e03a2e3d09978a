/** The sample API: from a request's path to the resource that answers it. */
import type { Answer } from "./answer.ts";
import { apiDefinition } from "./api-definition/api-definition.ts";
import { answerCollections } from "./collections/answer-collections.ts";
import { type CollectionStore, collectionStore } from "./collections/collection-store.ts";
import { sampleCollections } from "./collections/sample-collections.ts";
import { conformance } from "./conformance.ts";
import { answerJobs } from "./jobs/answer-jobs.ts";
import { jobStore } from "./jobs/job-store.ts";
import { landingPage } from "./landing-page.ts";
import { answerByMethod } from "./methods.ts";
import { notFound } from "./not-found.ts";
import { styleSheet } from "./pages/style-sheet.ts";
import { answerProcesses } from "./processes/answer-processes.ts";
import type { SampleRequest } from "./request.ts";

/** Answers requests, one after the other. */
export type SampleApi = (request: SampleRequest) => Answer;

/** A new sample API: the sample features, and no jobs. */
export function sampleApi(): SampleApi {
  const stores: readonly CollectionStore[] = sampleCollections.map(collectionStore);
  const jobs = jobStore();

  return (request) => {
    const [first, ...rest] = request.segments ?? ["", ""];
    const readable = (answer: () => Answer) => answerByMethod(request, { GET: answer });
    if (first === "collections") return answerCollections(request, stores, rest);
    if (first === "processes") return answerProcesses(request, jobs, rest);
    if (first === "jobs") return answerJobs(request, jobs, rest);
    switch ([first, ...rest].join("/")) {
      case "":
        return first === undefined ? readable(() => landingPage(request)) : notFound();
      case "conformance":
        return readable(() => conformance(request));
      case "api":
      case "openapi":
        return readable(() => apiDefinition(request));
      case "static/style.css":
        return request.segments?.length === 2 ? readable(() => styleSheet) : notFound();
      default:
        return notFound();
    }
  };
}
