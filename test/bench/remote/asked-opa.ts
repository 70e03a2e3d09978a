/** A real OPA with the shipped policy and rules about many collections, over TCP and over a Unix socket. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { policyData } from "#core/authorize/access-rules";
import { startOpaWith } from "#test/interop/opa/start-opa";
import { startedOver } from "#test/interop/process/started-over";

const shippedPolicy = fileURLToPath(new URL("../../../policy/ogcapi", import.meta.url));

/** Where a running OPA answers. */
export interface OpaAddress {
  /** Its address, as the setting `policy.url` takes it. */
  readonly url: string;
  /** The Unix socket on which it answers as well. */
  readonly socket: string;
}

/** A running OPA. */
export interface AskedOpa extends OpaAddress {
  close(): Promise<void>;
}

/**
 * Starts it; one scope may read each of the collections, of which `wells` is one.
 * @throws Error with OPA's output when it does not start
 */
export async function startAskedOpa(collections: number): Promise<AskedOpa> {
  const folder = await mkdtemp(join(tmpdir(), "ogc-api-bench-opa-"));
  const socket = join(folder, "opa.sock");
  const prepared = { close: () => rm(folder, { recursive: true, force: true }) };
  const opa = await startedOver(prepared, async () => {
    const data = join(folder, "data.json");
    await writeFile(data, JSON.stringify(dataAbout(collections)));
    return startOpaWith({
      documents: [shippedPolicy, data],
      commandArguments: ["--addr", `unix://${socket}`],
    });
  });
  return { url: opa.url, socket, close: opa.close };
}

function dataAbout(collections: number): object {
  const others = Array.from({ length: collections - 1 }, (_, index) => `collection-${index}`);
  return policyData(
    ["wells", ...others].map((collection) => ({
      who: { scope: `${collection}:read` },
      may: ["read"],
      on: { collections: [collection] },
    })),
  );
}
