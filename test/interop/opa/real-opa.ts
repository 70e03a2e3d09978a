/** The real OPA behind our adapter, made from a policy fixture as the contract of policy engines asks for. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { remotePolicyEngine } from "#adapters/opa/remote";
import type { MakeEngine } from "#test/contracts/policy-engine";
import { startOpa } from "./start-opa.ts";

/** An OPA server of its own with the fixture's Rego and data, asked by `remotePolicyEngine`. */
export const realOpa: MakeEngine = async ({ sources, data, decision }) => {
  const folder = await mkdtemp(join(tmpdir(), "interop-opa-"));
  try {
    const dataFile = join(folder, "data.json");
    await writeFile(dataFile, JSON.stringify(data));
    const server = await startOpa(sources, dataFile);
    const engine = remotePolicyEngine({
      url: server.url,
      decision,
      timeoutMilliseconds: 10_000,
      maximumAnswerBytes: 1_048_576,
    });
    return { engine, close: () => server.close() };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
