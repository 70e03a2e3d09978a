/** Runs QGIS without a screen, as somebody who opens one layer. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installedPeer } from "../process/installed-peer.ts";

/** An authentication configuration of QGIS. */
export interface QgisCredential {
  readonly method: "Basic" | "OAuth2";
  /** As QGIS stores it for that method. */
  readonly configuration: Readonly<Record<string, string>>;
}

/** A layer of the provider OAPIF ("OGC API - Features"). */
export interface QgisLayer {
  /** The address of the API, as it stands in the connection. */
  readonly url: string;
  readonly collection: string;
  /** Features a request. */
  readonly pageSize: number;
  readonly credential?: QgisCredential;
}

export interface OpenedLayer {
  readonly valid: boolean;
  /** The values of `id`, of all pages. */
  readonly wells: readonly string[];
}

/** Longer than QGIS ever took here; then it is ended, and that is an error. */
const longestMilliseconds = 60_000;

/**
 * Opens a layer and reads all of its features.
 * @throws Error with what QGIS wrote, when it ends otherwise than with 0 or tells nothing
 */
export async function openLayer({ url, collection, pageSize, credential }: QgisLayer): Promise<OpenedLayer> {
  const home = await mkdtemp(join(tmpdir(), "interop-qgis-"));
  const script = join(import.meta.dirname, "python", "count_features.py");
  try {
    const child = spawn(installedPeer("INTEROP_QGIS_PYTHON"), [script], {
      // Not what a user or a Python of another version has set: QGIS belongs to Debian's own.
      env: { PATH: "/usr/bin:/bin", LANG: "C.UTF-8", HOME: home, XDG_RUNTIME_DIR: home },
      stdio: ["pipe", "pipe", "pipe"],
      timeout: longestMilliseconds,
    });
    let [output, complaints] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text) => {
      complaints += text;
    });
    const parameters = { url, typename: collection, pageSize: String(pageSize) };
    child.stdin.end(JSON.stringify({ parameters, credential: credential ?? null }));
    const [status] = await once(child, "close");
    const told = output.split("\n").find((line) => line.startsWith('{"valid"'));
    if (status !== 0 || told === undefined) throw new Error(`QGIS ended with ${status}\n${complaints}`);
    return JSON.parse(told);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
