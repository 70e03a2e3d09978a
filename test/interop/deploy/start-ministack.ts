/** Starts ministack, which stands for an AWS account with nothing in it. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { freePort } from "#local/loopback/free-port";
import { installedPeer } from "../process/installed-peer.ts";
import { startProcess } from "../process/start-process.ts";

/** The account and region that ministack is. */
export const account = "000000000000";
export const region = "us-east-1";

export interface Ministack {
  /** `http://localhost:<port>`, for every service. */
  readonly endpoint: string;
  /** Everything that a command needs in its environment to speak to it, and nothing of this process's own. */
  readonly environment: Readonly<Record<string, string>>;
  /** A folder that is removed with it. */
  readonly folder: string;
  /** What it has written so far. */
  output(): string;
  close(): Promise<void>;
}

/** Starts it on a free port; what it starts itself, the functions, gets none of this process's variables either. */
export async function startMinistack(): Promise<Ministack> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), "interop-deploy-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  // Functions run on the first `node` in PATH, which has to be the one that Lambda's runtime is.
  const path = [dirname(process.execPath), process.env.PATH].join(delimiter);
  const scrubbed = { PATH: path, HOME: folder, TMPDIR: folder };
  const endpoint = `http://localhost:${port}`;
  try {
    const started = await startProcess({
      command: join(installedPeer("INTEROP_MINISTACK"), "bin", "ministack"),
      commandArguments: [],
      inheritEnvironment: false,
      environment: {
        ...scrubbed,
        BIND_HOST: "127.0.0.1",
        GATEWAY_PORT: String(port),
        NODE_OPTIONS: `--require=${JSON.stringify(join(import.meta.dirname, "common-js-ending.cjs"))}`,
      },
      readyAddress: `${endpoint}/_ministack/health`,
      readyWithinMilliseconds: 30_000,
    });
    return {
      endpoint,
      environment: {
        ...scrubbed,
        AWS_ENDPOINT_URL: endpoint,
        AWS_REGION: region,
        AWS_ACCESS_KEY_ID: "test",
        AWS_SECRET_ACCESS_KEY: "test",
        CDK_DISABLE_CLI_TELEMETRY: "true",
        npm_config_update_notifier: "false",
      },
      folder,
      output: started.output,
      close: () => started.close().finally(remove),
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
