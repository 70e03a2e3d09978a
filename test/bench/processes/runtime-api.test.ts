/** How the benchmark's Runtime API hands events out and takes answers. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { type MeasuredRuntimeApi, startMeasuredRuntimeApi } from "./runtime-api.ts";

const functionArn = "arn:aws:lambda:eu-central-1:123456789012:function:empty";

let api: MeasuredRuntimeApi;
beforeEach(async () => {
  api = await startMeasuredRuntimeApi(functionArn);
});
afterEach(() => api.close());

const ask = (path: string, init?: RequestInit) =>
  fetch(`http://${api.address}/2018-06-01/runtime${path}`, init);
const next = () => ask("/invocation/next");
const post = (path: string, body: string) => ask(path, { method: "POST", body });

/** Takes an event and answers it. */
async function served(answer: string): Promise<string> {
  const response = await next();
  const event = await response.text();
  const id = response.headers.get("lambda-runtime-aws-request-id");
  assert.equal((await post(`/invocation/${id}/response`, answer)).status, 202);
  return event;
}

test("an event that waits is handed out when the runtime asks, and its answer comes back with both times", async () => {
  const invoked = api.invoke('{"path":"/"}');
  const before = performance.now();
  assert.equal(await served("{}"), '{"path":"/"}');
  const { answer, handedAt, answeredAt } = await invoked;
  assert.equal(answer, "{}");
  const asked = await api.asked;
  assert.ok(before <= asked && asked <= handedAt && handedAt < answeredAt && answeredAt <= performance.now());
});

test("a runtime that waits is handed the next event at once, each one once", async () => {
  const waiting = served('{"first":true}');
  assert.equal((await api.invoke("1")).answer, '{"first":true}');
  assert.equal(await waiting, "1");
  const second = served('{"second":true}');
  assert.equal((await api.invoke("2")).answer, '{"second":true}');
  assert.equal(await second, "2");
});

test("the headers are those of Lambda", async () => {
  const invoked = api.invoke("{}");
  const { headers } = await next();
  assert.equal(headers.get("lambda-runtime-invoked-function-arn"), functionArn);
  assert.ok(Number(headers.get("lambda-runtime-deadline-ms")) > Date.now());
  assert.match(headers.get("lambda-runtime-trace-id") ?? "", /^Root=1-/);
  api.fail(new Error("enough"));
  await assert.rejects(invoked, /enough/);
});

test("an error that the function reports is no answer, and nothing is measured after it", async () => {
  const invoked = api.invoke("{}");
  await next();
  const failing = assert.rejects(invoked, /the function reported: .*Unauthorized/);
  await post("/invocation/any/error", '{"errorMessage":"Unauthorized"}');
  await failing;
  await assert.rejects(api.invoke("{}"), /Unauthorized/);
});

test("an error of the initialisation fails what waits for its end", async () => {
  const failing = assert.rejects(api.asked, /cannot load/);
  await post("/init/error", '{"errorMessage":"cannot load"}');
  await failing;
});
