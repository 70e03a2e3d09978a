/** Running a process. */
import { type Answer, exception, jsonAnswer } from "../answer.ts";
import type { JobStore } from "../jobs/job-store.ts";
import { statusInfo } from "../jobs/status-info.ts";
import { addressOf } from "../links.ts";
import type { SampleRequest } from "../request.ts";
import { executeRequest } from "./execute-request.ts";
import type { Process } from "./process.ts";

/**
 * POST on `/processes/{id}/execution` (OGC 18-062r2 section 7.11): 200 with the output, or 201 with a job where the
 * client prefers not to wait (RFC 7240 section 4.1). A Lambda does nothing after it has answered, so that such a job
 * is already done when the client learns of it.
 */
export function execute(request: SampleRequest, jobs: JobStore, process: Process): Answer {
  const asked = executeRequest(request.body, process);
  if (typeof asked === "string") return exception(400, "InvalidParameterValue", asked);
  const output = process.run(asked.inputs);
  if (typeof output === "string") return exception(400, "InvalidParameterValue", output);
  const document = { [process.output.id]: output };
  if (!prefersAsync(request)) return jsonAnswer(200, asked.asDocument ? document : output);
  const job = jobs.create(process.id, document);
  return {
    ...jsonAnswer(201, statusInfo(request, job)),
    headers: { Location: addressOf(request, "jobs", job.id), "Preference-Applied": "respond-async" },
  };
}

function prefersAsync({ headers }: SampleRequest): boolean {
  const preferences = (headers.get("prefer") ?? "").split(",");
  return preferences.some((preference) => preference.split(";")[0]?.trim().toLowerCase() === "respond-async");
}
