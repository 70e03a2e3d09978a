/** A job as the API describes it. */
import { addressOf, ownLinks, relations } from "../links.ts";
import type { SampleRequest } from "../request.ts";
import type { Job } from "./job-store.ts";

/** The status document of a job (OGC 18-062r2 section 7.12, statusInfo schema). */
export function statusInfo(request: SampleRequest, job: Job) {
  const time = job.time.toISOString();
  const results = addressOf(request, "jobs", job.id, "results");
  return {
    type: "process",
    jobID: job.id,
    processID: job.processId,
    status: "successful",
    progress: 100,
    created: time,
    started: time,
    finished: time,
    updated: time,
    links: [
      ...ownLinks(addressOf(request, "jobs", job.id), "application/json"),
      { rel: relations.results, type: "application/json", title: "The job's results", href: results },
    ],
  };
}
