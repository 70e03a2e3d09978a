/** Gives processes the share of a processor that Lambda gives to a memory size, by a control group of Linux. */
import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { undoneAtExit } from "../processes/undone-at-exit.ts";
import { type GroupPlace, groupPlaces } from "./group-places.ts";

/** At which memory a function has one processor (AWS guide "Configure Lambda function memory"). */
const megabytesOfOneProcessor = 1769;

/** Near what Lambda is seen to use: a function that has used up its share waits for the next period. */
export const periodMicroseconds = 20_000;

/** A control group. */
export interface CpuShare {
  /** From now on, the process and its threads have no more than this share, together with all others in the group. */
  add(pid: number): void;
  /** In how many periods the group has used up its share and had to wait. */
  throttledPeriods(): number;
  /** Its processes have ended. */
  remove(): void;
}

/** How much of each period a function of a memory size may use, in microseconds. */
export const quotaMicroseconds = (memoryMegabytes: number): number =>
  Math.round((periodMicroseconds * memoryMegabytes) / megabytesOfOneProcessor);

let made = 0;

/**
 * Makes a control group for a memory size.
 * @throws Error that says what was tried, where none can be made: no Linux, or not allowed to
 */
export function cpuShare(memoryMegabytes: number): CpuShare {
  const tried: string[] = [];
  for (const place of placesOfThisMachine()) {
    made += 1;
    const folder = path.join(place.folder, `ogc-api-bench-${process.pid}-${made}`);
    try {
      return groupIn(folder, place.version, quotaMicroseconds(memoryMegabytes));
    } catch (error) {
      tried.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new Error(`no control group can be made: ${tried.join("; ") || "this machine tells of none"}`);
}

function placesOfThisMachine(): readonly GroupPlace[] {
  try {
    return groupPlaces(
      readFileSync("/proc/self/cgroup", "utf8"),
      readFileSync("/proc/self/mountinfo", "utf8"),
    );
  } catch {
    return [];
  }
}

/** Files as the kernel's documentation has them: "CFS Bandwidth Control", and "Control Group v2", section CPU. */
function groupIn(folder: string, version: 1 | 2, quota: number): CpuShare {
  mkdirSync(folder);
  const remove = undoneAtExit(() => removeGroup(folder));
  const write = (file: string, value: string) =>
    writeFileSync(path.join(folder, file), value, { flag: "r+" });
  try {
    if (version === 2) {
      write("cpu.max", `${quota} ${periodMicroseconds}`);
    } else {
      write("cpu.cfs_period_us", String(periodMicroseconds));
      write("cpu.cfs_quota_us", String(quota));
    }
  } catch (error) {
    remove();
    throw error;
  }
  return {
    add: (pid) => write("cgroup.procs", String(pid)),
    throttledPeriods() {
      const statistics = readFileSync(path.join(folder, "cpu.stat"), "utf8");
      return Number(/^nr_throttled (\d+)$/m.exec(statistics)?.[1] ?? 0);
    },
    remove,
  };
}

/** How often, and how many milliseconds apart: killed processes leave a group a moment later. */
const [attempts, pause] = [100, 20];

function removeGroup(folder: string): void {
  for (let attempt = 1; ; attempt += 1) {
    try {
      rmdirSync(folder);
      return;
    } catch (error) {
      if (attempt === attempts) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
    }
  }
}
