/** Decisions of the shipped policy for nobody in particular, with access rules on one thing alone. */
import { readFileSync } from "node:fs";
import { embeddedPolicyEngine } from "#adapters/opa/embedded";
import { apiLayout } from "#core/api-layout";
import { absent } from "#core/authenticate/authenticator";
import { policyData } from "#core/authorize/access-rules";
import { policyInput } from "#core/authorize/input/policy-input";
import { DecisionTrace } from "#core/decision-trace";
import { decide, type Pipeline } from "#core/pipeline";
import type { AccessRule } from "#core/settings/access-rules";
import { noHurry, unjudged } from "#test/core/asked";
import type { Target } from "../routing/targets.ts";
import { collectionIds } from "./marked-collections.ts";

const layout = apiLayout({ collectionIds });

const wasm = readFileSync(new URL("../../../policy/compiled/policy.wasm", import.meta.url));

/** Whether a request is allowed to anyone, and of which type its resource is. */
export type Decide = (
  target: Target,
) => Promise<{ readonly allowed: boolean; readonly type: string | undefined }>;

/** The decision that one rule leads to. */
export async function allowedTo(on: AccessRule["on"], may: AccessRule["may"]): Promise<Decide> {
  const rule: AccessRule = { who: "anyone", may, on };
  const pipeline: Pipeline = {
    authenticate: async () => absent,
    policy: await embeddedPolicyEngine({
      wasm,
      data: policyData([rule]),
      decision: "ogcapi/authz/decision",
      revision: "test",
    }),
    input: policyInput({ input: "ogcapi", headers: [], basePathInInput: true }, layout),
    layout,
  };
  return async ({ method, path, contentType }) => {
    const trace = new DecisionTrace(() => 0);
    const headers: Record<string, string> = contentType === "" ? {} : { "content-type": contentType };
    const outcome = await decide(pipeline, unjudged(method, path, headers), noHurry, trace);
    return { allowed: outcome.kind === "allowed", type: trace.record.resourceType };
  };
}
