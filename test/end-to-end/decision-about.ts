/** Finds the authorizer's decision line about an answered request; it comes by another way than the answer. */
import { setTimeout as sleep } from "node:timers/promises";
import type { DecisionLine } from "#adapters/decision-log";
import type { LocalApi } from "#local/local-api";
import type { ExactAnswer } from "#test/http/exact-request";

/** The decision; fails when there is none within two seconds. */
export async function decisionAbout(api: LocalApi, { headers }: ExactAnswer): Promise<DecisionLine> {
  for (let waited = 0; waited < 2000; waited += 10) {
    const found = api.decisions.find(
      ({ extendedRequestId }) => extendedRequestId === headers["x-amz-apigw-id"],
    );
    if (found !== undefined) return found;
    await sleep(10);
  }
  throw new Error("the authorizer has logged no decision about this request");
}
