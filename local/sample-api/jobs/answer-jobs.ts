/** Everything below `/jobs` (OGC 18-062r2 sections 7.12, 7.13, 11 and 13). */
import { type Answer, exception, jsonAnswer } from "../answer.ts";
import { addressOf, ownLinks } from "../links.ts";
import { answerByMethod } from "../methods.ts";
import { notFound } from "../not-found.ts";
import { html } from "../pages/html.ts";
import { pathOf } from "../pages/page.ts";
import { definitionList, table } from "../pages/parts.ts";
import { represent } from "../representation.ts";
import type { SampleRequest } from "../request.ts";
import type { Job, JobStore } from "./job-store.ts";
import { statusInfo } from "./status-info.ts";

/** @param path the segments after `jobs` */
export function answerJobs(request: SampleRequest, jobs: JobStore, path: readonly string[]): Answer {
  const [id, part, ...more] = path;
  if (id === undefined) return answerByMethod(request, { GET: () => jobList(request, jobs.jobs()) });
  const job = jobs.job(id);
  if (job === undefined) return exception(404, "NoSuchJob", "There is no such job.");
  if (part === undefined) {
    return answerByMethod(request, {
      GET: () => jobStatus(request, job),
      DELETE: () => dismiss(request, jobs, job),
    });
  }
  if (part !== "results" || more.length > 0) return notFound();
  return answerByMethod(request, { GET: () => jobResults(request, job) });
}

function jobList(request: SampleRequest, jobs: readonly Job[]): Answer {
  const root = pathOf(request.address);
  const rows = jobs.map(({ id, processId, time }) => [
    html`<a href="${root}/jobs/${id}?f=html">${id}</a>`,
    processId,
    time.toISOString(),
  ]);
  return represent(request, {
    title: "Jobs",
    json: {
      jobs: jobs.map((job) => statusInfo(request, job)),
      links: ownLinks(addressOf(request, "jobs"), "application/json"),
    },
    content: () => table(["Job", "Process", "Time"], rows),
  });
}

function jobStatus(request: SampleRequest, job: Job): Answer {
  const { links, ...status } = statusInfo(request, job);
  const results = `${pathOf(request.address)}/jobs/${job.id}/results?f=html`;
  return represent(request, {
    title: `Job ${job.id}`,
    json: { ...status, links },
    content: () => html`${definitionList(status)}<p><a href="${results}">Results</a></p>`,
  });
}

function jobResults(request: SampleRequest, job: Job): Answer {
  return represent(request, {
    title: `Results of job ${job.id}`,
    json: job.results,
    content: () => definitionList(job.results),
  });
}

/** The job is gone at once; the answer is its last status. */
function dismiss(request: SampleRequest, jobs: JobStore, job: Job): Answer {
  jobs.remove(job.id);
  const { links, ...status } = statusInfo(request, job);
  const up = { rel: "up", type: "application/json", title: "Jobs", href: addressOf(request, "jobs") };
  return jsonAnswer(200, { ...status, status: "dismissed", links: [up] });
}
