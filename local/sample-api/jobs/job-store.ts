/** Jobs, kept in memory. */
import { randomUUID } from "node:crypto";

/** A job that is done. */
export interface Job {
  readonly id: string;
  readonly processId: string;
  /** When it was made and done. */
  readonly time: Date;
  /** The outputs by name. */
  readonly results: Readonly<Record<string, unknown>>;
}

/** All jobs, the newest last. */
export interface JobStore {
  jobs(): readonly Job[];
  job(id: string): Job | undefined;
  create(processId: string, results: Job["results"]): Job;
  remove(id: string): void;
}

/** When there are more, the oldest goes. */
const mostJobs = 1000;

/** A store without jobs. */
export function jobStore(): JobStore {
  const jobs = new Map<string, Job>();
  return {
    jobs: () => [...jobs.values()],
    job: (id) => jobs.get(id),
    create(processId, results) {
      const job = { id: randomUUID(), processId, time: new Date(), results };
      jobs.set(job.id, job);
      const [oldest] = jobs.keys();
      if (jobs.size > mostJobs && oldest !== undefined) jobs.delete(oldest);
      return job;
    },
    remove(id) {
      jobs.delete(id);
    },
  };
}
