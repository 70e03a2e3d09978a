/** Runs a flood in a process of its own, where nothing else takes memory. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** Most bytes that one hostile credential may seem to leave behind. One entry of a map takes ten times as much. */
export const noiseBytes = 8;

/**
 * What a program beside this one reports.
 * @param flood given to it as JSON, its one argument
 */
export async function flooded<Report>(program: string, flood: object): Promise<Report> {
  const file = fileURLToPath(new URL(program, import.meta.url));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--expose-gc", file, JSON.stringify(flood)],
    {
      timeout: 120_000,
    },
  );
  return JSON.parse(stdout);
}

/** Bytes for people. */
export const rounded = (bytes: number) => bytes.toFixed(2);
