/** The paths of processes and jobs; processes share templated paths, as OGC API – Processes writes them. */
import type { Process } from "../processes/process.ts";
import { type OpenApiObject, operation, readOperation, reference } from "./operation.ts";

/** The paths by template. */
export function processPaths(processes: readonly Process[]): Record<string, OpenApiObject> {
  const processId = {
    name: "processId",
    in: "path",
    required: true,
    schema: { type: "string", enum: processes.map(({ id }) => id) },
  };
  return {
    "/processes": { get: readOperation("listProcesses", "processes", "The processes") },
    "/processes/{processId}": {
      parameters: [processId],
      get: readOperation("describeProcess", "processes", "About a process, its inputs and its output"),
    },
    "/processes/{processId}/execution": { parameters: [processId], post: execution },
    "/jobs": { get: readOperation("listJobs", "jobs", "The jobs") },
    "/jobs/{jobId}": {
      parameters: [reference("parameters", "jobId")],
      get: readOperation("getJob", "jobs", "The status of a job"),
      delete: operation({
        id: "dismissJob",
        tag: "jobs",
        summary: "Dismisses a job",
        responses: { "200": "The job was dismissed and is gone" },
      }),
    },
    "/jobs/{jobId}/results": {
      parameters: [reference("parameters", "jobId")],
      get: readOperation("getResults", "jobs", "The results of a job"),
    },
  };
}

const execution = operation({
  id: "execute",
  tag: "processes",
  summary: "Runs a process",
  parameters: [
    { name: "Prefer", in: "header", schema: { type: "string" }, description: "respond-async makes a job" },
  ],
  requestBody: {
    required: true,
    content: { "application/json": { schema: reference("schemas", "Execute") } },
  },
  responses: { "200": "The output", "201": "A job; Location tells where its status is" },
});
