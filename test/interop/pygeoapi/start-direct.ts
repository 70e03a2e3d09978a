/** Starts pygeoapi with nothing before it: what an attacker would reach if it were not for us. */
import { freePort } from "#local/loopback/free-port";
import { startProcess } from "../process/start-process.ts";
import { startedOver } from "../process/started-over.ts";
import { type Configuration, preparePygeoapi, pygeoapiCommand } from "./prepare.ts";

/** The web frameworks that pygeoapi comes with; each routes paths in its own way. */
export const frameworks = ["starlette", "flask"] as const;
export type Framework = (typeof frameworks)[number];

export interface DirectPygeoapi {
  readonly url: string;
  /** The folder of its data. */
  readonly work: string;
  close(): Promise<void>;
}

const commandLine = (framework: Framework, port: string): [string, ...string[]] =>
  framework === "starlette"
    ? ["uvicorn", "pygeoapi.starlette_app:APP", "--host", "127.0.0.1", "--port", port]
    : ["flask", "--app", "pygeoapi.flask_app:APP", "run", "--host", "127.0.0.1", "--port", port];

/** Starts pygeoapi under one of its web frameworks on 127.0.0.1, open to everybody. */
export async function startDirect(
  framework: Framework,
  configuration?: Configuration,
): Promise<DirectPygeoapi> {
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const prepared = await preparePygeoapi(url, configuration);
  const [command, ...commandArguments] = commandLine(framework, port);
  const { close } = await startedOver(prepared, () =>
    startProcess({
      command: pygeoapiCommand(command),
      commandArguments,
      environment: prepared.environment,
      readyAddress: `${url}/conformance`,
      readyWithinMilliseconds: 60_000,
    }),
  );
  return { url, work: prepared.work, close };
}
