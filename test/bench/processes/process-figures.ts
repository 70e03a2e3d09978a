/** What the operating system says of a process, where it is Linux. */
import { readdirSync, readFileSync } from "node:fs";

/**
 * Processor time of all threads that a process has now, in microseconds (proc(5), `/proc/<pid>/task/<tid>/schedstat`).
 * @returns undefined where the system does not tell
 */
export function processorMicroseconds(pid: number): number | undefined {
  try {
    const nanoseconds = readdirSync(`/proc/${pid}/task`).map((thread) =>
      Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]),
    );
    return nanoseconds.reduce((sum, each) => sum + each, 0) / 1000;
  } catch {
    return undefined;
  }
}

/** The most memory that a process has had resident, in MB of 2^20 bytes (proc(5), `VmHWM`); undefined as above. */
export function peakMegabytes(pid: number): number | undefined {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}
