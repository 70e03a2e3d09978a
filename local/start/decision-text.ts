/** An answered request and the decision about it as a person reads them on a terminal. */
import type { DecisionLine } from "#adapters/decision-log";
import type { AccessLogEntry } from "../gateway/access-log-entry.ts";

/** One line for the request, and one with the remedy where something failed. */
export function decisionText(access: AccessLogEntry, decision: DecisionLine | undefined): string {
  const request = `${access.status} ${access.method} ${access.path}`;
  const failure = access.status >= 500 && access.detail !== undefined ? `\n    ${access.detail}` : "";
  if (decision === undefined) return `${request}  (no decision)${failure}`;
  const { outcome, reason, resourceType, action, totalMilliseconds, remedy } = decision;
  const what = [action, resourceType].filter(Boolean).join(" ");
  const details = [caller(decision), what, `${totalMilliseconds.toFixed(1)} ms`]
    .filter((text) => text !== "")
    .join(" · ");
  return `${request}  ${outcome}: ${reason}  [${details}]${remedy === undefined ? failure : `\n    ${remedy}`}`;
}

/** Keys of one name are told apart by their ids; a static key has none but its name. */
function caller({ principalKind, principalId, keyId }: DecisionLine): string {
  if (principalKind === "anonymous") return "anonymous";
  return [principalKind, principalId, keyId === principalId ? undefined : keyId].filter(Boolean).join(" ");
}

/**
 * Joins answered requests with their decisions, which come by another way and may come later.
 * @param print is given a line for every request, once its decision is there or is known not to come
 * @param patience milliseconds to wait for a decision
 */
export function decisionPrinter(print: (text: string) => void, patience = 500) {
  const decisions = new Map<string, DecisionLine>();
  const waiting = new Map<string, AccessLogEntry>();

  function tell(access: AccessLogEntry): void {
    waiting.delete(access.extendedRequestId);
    print(decisionText(access, decisions.get(access.extendedRequestId)));
    decisions.delete(access.extendedRequestId);
  }

  return {
    onDecision(decision: DecisionLine): void {
      decisions.set(decision.extendedRequestId, decision);
      const access = waiting.get(decision.extendedRequestId);
      if (access !== undefined) tell(access);
    },
    onAccess(access: AccessLogEntry): void {
      if (access.authorizer === "none" || decisions.has(access.extendedRequestId)) {
        tell(access);
        return;
      }
      waiting.set(access.extendedRequestId, access);
      setTimeout(() => {
        if (waiting.has(access.extendedRequestId)) tell(access);
      }, patience).unref();
    },
  };
}
