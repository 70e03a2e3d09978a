/** The files by which the embedded policy reaches the authorizer: what decides, its data, and their revision. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { policyData } from "#core/authorize/access-rules";
import type { Settings } from "#core/settings/schema";
import { projectRoot } from "./project-root.ts";
import { SynthesisRefusal } from "./synthesis-refusal.ts";

/** The folder of the compiled policy, as committed beside its sources. */
const compiledPolicy = path.join(projectRoot, "policy", "compiled");

/**
 * The policy's files by name: `policy.wasm`, `policy-data.json` and `policy.json`, which holds the revision, the first
 * 16 hexadecimal digits of a SHA-256 over the other two. A remote policy has none.
 * @param compiled the compiled policy's folder
 * @throws SynthesisRefusal when there is no compiled policy, or it has no such decision
 */
export async function policyFiles(
  { policy, accessRules }: Settings,
  compiled = compiledPolicy,
): Promise<Readonly<Record<string, string | Uint8Array>>> {
  if (policy.engine !== "embedded") return {};
  const [module, manifest] = await Promise.all([
    readFile(path.join(compiled, "policy.wasm")),
    readFile(path.join(compiled, "policy.json"), "utf8"),
  ]).catch((error: unknown) => {
    throw new SynthesisRefusal(
      "policy.engine is embedded and the compiled policy is not there: restore policy/compiled from the " +
        "repository, build it anew (policy/README.md), or set policy.engine to remote",
      { cause: error },
    );
  });
  const { entrypoints } = JSON.parse(manifest) as { entrypoints: readonly string[] };
  if (!entrypoints.includes(policy.decision)) {
    throw new SynthesisRefusal(
      `policy.decision must be an entry point of the compiled policy: ${entrypoints.join(", ")}`,
    );
  }
  const data = JSON.stringify(policyData(accessRules));
  const revision = createHash("sha256").update(module).update(data).digest("hex").slice(0, 16);
  return {
    "policy.wasm": module,
    "policy-data.json": data,
    "policy.json": JSON.stringify({ revision }),
  };
}
