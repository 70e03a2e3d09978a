/** Everything below `/processes`. */
import { type Answer, exception } from "../answer.ts";
import type { JobStore } from "../jobs/job-store.ts";
import { answerByMethod } from "../methods.ts";
import { notFound } from "../not-found.ts";
import type { SampleRequest } from "../request.ts";
import { execute } from "./execution.ts";
import { processDescription, processList } from "./process-description.ts";
import { sampleProcesses } from "./sample-processes.ts";

/** @param path the segments after `processes` */
export function answerProcesses(request: SampleRequest, jobs: JobStore, path: readonly string[]): Answer {
  const [id, part, ...more] = path;
  if (id === undefined) return answerByMethod(request, { GET: () => processList(request, sampleProcesses) });
  const process = sampleProcesses.find((each) => each.id === id);
  if (process === undefined) return exception(404, "NoSuchProcess", "There is no such process.");
  if (part === undefined) return answerByMethod(request, { GET: () => processDescription(request, process) });
  if (part !== "execution" || more.length > 0) return notFound();
  return answerByMethod(request, { POST: () => execute(request, jobs, process) });
}
