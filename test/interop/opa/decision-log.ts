/** What the real OPA writes down of its decisions, when it is started with `--set decision_logs.console=true`. */
import { setTimeout as sleep } from "node:timers/promises";
import type { OpaServer } from "./start-opa.ts";

/** Arguments that switch the log on. */
export const withDecisionLog = ["--set", "decision_logs.console=true"];

/** A decision as OPA logs it. */
export interface LoggedDecision {
  readonly decision_id: string;
  readonly input: unknown;
  readonly path: string;
}

/** The decisions that are in the log; it may lag behind OPA's answers. */
export function loggedDecisions(opa: OpaServer): readonly LoggedDecision[] {
  return opa
    .output()
    .split("\n")
    .filter((line) => line.includes('"msg":"Decision Log"') && line.endsWith("}"))
    .map((line) => JSON.parse(line));
}

/** The decision with an id; fails when it is not logged within ten seconds. */
export async function loggedDecision(opa: OpaServer, id: string | undefined): Promise<LoggedDecision> {
  for (let waited = 0; waited < 10_000; waited += 20) {
    const found = loggedDecisions(opa).find(({ decision_id }) => decision_id === id);
    if (found !== undefined) return found;
    await sleep(20);
  }
  throw new Error("OPA has logged no decision of this id");
}
