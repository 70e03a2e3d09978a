/** Finds the authorizer's decisions among the lines that functions write. */
import type { DecisionLine } from "#adapters/decision-log";

/** The decision in a line of a function's log; `undefined` for any other line. */
export function decisionOf(line: string): DecisionLine | undefined {
  try {
    const record: unknown = JSON.parse(line);
    const isDecision =
      typeof record === "object" && record !== null && "message" in record && record.message === "decision";
    return isDecision ? (record as object as DecisionLine) : undefined;
  } catch {
    return undefined;
  }
}
