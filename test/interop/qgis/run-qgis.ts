/** Runs QGIS without a screen, as somebody who opens one layer; a log-in that it asks a browser for is made by a function. */
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
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
 * @param browse is given the address that QGIS opens in a browser
 * @throws Error with what QGIS wrote, when it ends otherwise than with 0 or tells nothing
 */
export async function openLayer(
  { url, collection, pageSize, credential }: QgisLayer,
  browse: (address: URL) => Promise<void> = async () => {},
): Promise<OpenedLayer> {
  const home = await mkdtemp(join(tmpdir(), "interop-qgis-"));
  const script = join(import.meta.dirname, "python", "count_features.py");
  try {
    const child = spawn(installedPeer("INTEROP_QGIS_PYTHON"), [script], {
      // Not what a user or a Python of another version has set: QGIS belongs to Debian's own.
      env: { PATH: "/usr/bin:/bin", LANG: "C.UTF-8", HOME: home, XDG_RUNTIME_DIR: home },
      stdio: ["pipe", "pipe", "pipe"],
      timeout: longestMilliseconds,
    });
    let complaints = "";
    child.stderr.setEncoding("utf8").on("data", (text) => {
      complaints += text;
    });
    const ended = new Promise<number | null>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", resolve);
    });
    const parameters = { url, typename: collection, pageSize: String(pageSize) };
    child.stdin.end(JSON.stringify({ parameters, credential: credential ?? null }));
    let layer: OpenedLayer | undefined;
    const errors: unknown[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      // QGIS writes of its own accord as well.
      if (!line.startsWith("{")) continue;
      const told: { readonly open?: string } & Partial<OpenedLayer> = JSON.parse(line);
      if (told.open !== undefined) browse(new URL(told.open)).catch((error) => errors.push(error));
      else layer = told as OpenedLayer;
    }
    const status = await ended;
    if (errors.length > 0) throw errors[0];
    if (status !== 0 || layer === undefined) throw new Error(`QGIS ended with ${status}\n${complaints}`);
    return layer;
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
