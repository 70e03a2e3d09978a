/** How decisions are held against their goals, and what is written by hand to compare with. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { PairedTimes } from "../paired.ts";
import { itemsEvent, tokenEvent } from "../subject/request.ts";
import { mustAllow, mustDeny } from "../subject/right-answer.ts";
import { newIssuer } from "../subject/token-issuer.ts";
import { tokenLimits } from "./decisions.ts";
import { handWrittenAuthorizer } from "./hand-written.ts";
import { tokenRows } from "./rows.ts";

const { floor, alone, fresh, seen } = tokenRows;

/** Times of which every round had the same median. */
const lasting = (microseconds: number): PairedTimes => ({
  p50: microseconds,
  p99: microseconds,
  cpu: microseconds,
  medians: [microseconds, microseconds],
});

test("a fresh token is held against the library's verification, and a seen one against the signature's", () => {
  const times = new Map([
    [floor, lasting(20)],
    [alone, lasting(50)],
    [fresh, lasting(60)],
    [seen, lasting(15)],
  ]);
  assert.deepEqual(
    tokenLimits("ES256", times).map(({ goal, measured, met }) => [goal, measured, met]),
    [
      ["F2", "1.20 ×", true],
      ["F2", "0.75 ×", false],
    ],
  );
});

test("a row that was not measured is no goal that is met", () => {
  assert.throws(() => tokenLimits("ES256", new Map([[floor, lasting(20)]])), RangeError);
});

test("the authorizer that is written by hand asks the policy about the caller that its token names", async () => {
  const issuer = newIssuer("ES256");
  const claims = (scope: string) => ({ sub: "ada", iss: issuer.issuer, scope });
  const reader = await handWrittenAuthorizer(() => claims("openid wells:read"));
  const stranger = await handWrittenAuthorizer(async () => claims("openid"));
  await mustAllow("a reader", reader, tokenEvent("t"));
  await assert.rejects(mustAllow("a stranger", stranger, tokenEvent("t")), /Deny/);
  await assert.rejects(mustAllow("a reader of mines", reader, tokenEvent("t", "mines")), /Deny/);
});

test("a token that does not verify is no caller", async () => {
  const refusing = await handWrittenAuthorizer(() => {
    throw new Error("the signature is not valid");
  });
  await assert.rejects(mustDeny("a forger", refusing, itemsEvent({})), /the signature is not valid/);
});
