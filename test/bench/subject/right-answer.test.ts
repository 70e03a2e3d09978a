/** What counts as a right answer of an authorizer that is measured. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { itemsEvent } from "./request.ts";
import { mustAllow, mustChallenge, mustDeny } from "./right-answer.ts";

const event = itemsEvent({});
const stage = "arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/v1";

const answering = (Effect: string, Resource: string) => async () => ({
  policyDocument: { Statement: [{ Effect, Action: "execute-api:Invoke", Resource }] },
});

test("an allow is for the method that was asked for, and nothing else", async () => {
  await mustAllow("ours", answering("Allow", `${stage}/GET/collections/wells/items`), event);
  await assert.rejects(mustAllow("ours", answering("Allow", `${stage}/*`), event), /ours answers/);
  await assert.rejects(
    mustAllow("ours", answering("Deny", `${stage}/GET/collections/wells/items`), event),
    /Deny/,
  );
  await assert.rejects(
    mustAllow("ours", async () => undefined, event),
    /ours answers undefined/,
  );
});

test("a refusal is a Deny for the whole stage", async () => {
  await mustDeny("ours", answering("Deny", `${stage}/*`), event);
  await assert.rejects(mustDeny("ours", answering("Allow", `${stage}/*`), event), /ours answers/);
});

test("a challenge is the one error that API Gateway answers with 401", async () => {
  await mustChallenge("ours", () => Promise.reject(new Error("Unauthorized")), event);
  await assert.rejects(
    mustChallenge("ours", () => Promise.reject(new Error("no")), event),
    /ours must/,
  );
  await assert.rejects(mustChallenge("ours", answering("Deny", `${stage}/*`), event), /ours must/);
});
