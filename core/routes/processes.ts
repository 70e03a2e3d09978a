/** Routes of OGC API Processes parts 1 and 2: processes, their execution and deployment, jobs and their results. */
import { byMethod, manages, reads, readsOrManages } from "#core/asked-action";
import type { Route } from "./route.ts";

const core = "OGC 18-062r2, requirements class Core";
const version2 = "OGC 18-062r3 (version 2.0, draft)";
const deploy = "OGC 20-044, requirements class Deploy, Replace, Undeploy";

/** GET is the requirements class KVP Execute of version 2.0, and pygeoapi has run processes for it before. */
const executes = byMethod({ GET: ["execute"], POST: ["execute"] });

export const processRoutes: readonly Route[] = [
  { path: "/processes", type: "processes", asks: readsOrManages, source: `${core}; ${deploy}` },
  { path: "/processes/{process}", type: "process", asks: readsOrManages, source: `${core}; ${deploy}` },
  // The program itself, not its description: for those who may deploy it.
  { path: "/processes/{process}/package", type: "process", asks: manages, source: deploy },
  {
    path: "/processes/{process}/execution",
    type: "execution",
    asks: executes,
    source: `${core}; ${version2}`,
  },
  {
    path: "/jobs",
    type: "jobs",
    asks: readsOrManages,
    source: "OGC 18-062r2, requirements class Job list",
  },
  {
    path: "/jobs/{job}",
    type: "job",
    asks: byMethod({ GET: ["read"], DELETE: ["delete"] }, ["manage"]),
    source: `${core}; requirements class Dismiss`,
  },
  { path: "/jobs/{job}/results", type: "job-results", asks: reads, source: core },
  {
    path: "/jobs/{job}/results/{output}",
    type: "job-results",
    asks: reads,
    source: `${version2}: /req/core/job-result-op`,
  },
  {
    path: "/jobs/{job}/results/{output}/{index}",
    type: "job-results",
    asks: reads,
    source: `${version2}, OpenAPI document`,
  },
];
