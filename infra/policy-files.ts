/** The files by which the embedded policy reaches the authorizer: what decides, its data, and their revision. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { policyData } from "#core/authorize/access-rules";
import type { Settings } from "#core/settings/schema";
import { projectRoot } from "./project-root.ts";
import { SynthesisRefusal } from "./synthesis-refusal.ts";

/** The compiled policy, as committed beside its sources. */
export const compiledPolicy = path.join(projectRoot, "policy", "compiled", "policy.wasm");

/**
 * The policy's files by name: `policy.wasm`, `policy-data.json` and `policy.json`, which holds the revision, the first
 * 16 hexadecimal digits of a SHA-256 over the other two. A remote policy has none.
 * @param wasm the compiled policy's path
 * @throws SynthesisRefusal when there is no compiled policy
 */
export async function policyFiles(
  { policy, accessRules }: Settings,
  wasm = compiledPolicy,
): Promise<Readonly<Record<string, string | Uint8Array>>> {
  if (policy.engine !== "embedded") return {};
  const module = await readFile(wasm).catch((error: unknown) => {
    throw new SynthesisRefusal(
      "policy.engine is embedded and the compiled policy is not there: restore policy/compiled/policy.wasm from the " +
        "repository, build it anew (policy/README.md), or set policy.engine to remote",
      { cause: error },
    );
  });
  const data = JSON.stringify(policyData(accessRules));
  const revision = createHash("sha256").update(module).update(data).digest("hex").slice(0, 16);
  return {
    "policy.wasm": module,
    "policy-data.json": data,
    "policy.json": JSON.stringify({ revision }),
  };
}
