/** The real fastgeoapi as its tutorial starts it: by uvicorn beside its `.env` file, with nothing before it. */
import { type StartedProcess, startProcess } from "../../process/start-process.ts";
import { fastgeoapiCommand } from "../prepare.ts";
import type { EnvFolder } from "./env-file.ts";

/** A running fastgeoapi that protects itself. */
export interface DirectFastgeoapi extends StartedProcess {
  readonly url: string;
}

/**
 * Starts fastgeoapi in the folder.
 * @throws Error with fastgeoapi's own output where it does not start
 */
export async function startDirect({ url, port, work, environment }: EnvFolder): Promise<DirectFastgeoapi> {
  const { PATH = "" } = process.env;
  const server = await startProcess({
    command: fastgeoapiCommand("uvicorn"),
    // The file's variables become the process's own too, as in a container: further keys are read from nowhere else.
    commandArguments: ["app.main:app", "--host", "127.0.0.1", "--port", String(port), "--env-file", ".env"],
    folder: work,
    environment: { ...environment, PATH, HOME: work },
    inheritEnvironment: false,
    readyAddress: `${url}/healthz`,
    readyWithinMilliseconds: 90_000,
  });
  return { ...server, url };
}
