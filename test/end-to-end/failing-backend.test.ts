/** What clients see when the backend's function fails, answers nonsense or is too slow: nothing of it but a status and an id. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { type LocalApi, startLocalApi } from "#local/local-api";
import { nodeRuntime } from "#local/local-functions";
import { ask } from "#test/http/exact-request";
import { sampleSettings } from "./sample-settings.ts";

const functionArn = "arn:aws:lambda:eu-central-1:123456789012:function:backend";
const page = "https://maps.example.org";
const told = "what nobody else may know";
const code = `
  export async function handler({ path }) {
    if (path.endsWith("/fails")) throw new Error("${told}");
    if (path.endsWith("/slow")) await new Promise(() => setTimeout(() => {}, 60_000));
    return "${told}";
  }`;

let api: LocalApi;
let taskRoot = "";
before(async () => {
  taskRoot = await mkdtemp(join(tmpdir(), "ogc-api-failing-backend-"));
  await writeFile(join(taskRoot, "index.mjs"), code);
  const backend = {
    command: nodeRuntime,
    handler: "index.handler",
    taskRoot,
    environment: {},
    timeoutMilliseconds: 30_000,
  };
  api = await startLocalApi({
    settings: sampleSettings({
      backend: { kind: "lambda", functionArn, timeoutMilliseconds: 1000 },
      api: {
        cors: { allowOrigins: [page], allowCredentials: true },
        refusals: { helpUrl: "https://www.example.org/help" },
      },
      accessRules: [{ who: "anyone", may: ["read"], on: { collections: ["*"] } }],
    }),
    functionsByArn: { [functionArn]: backend },
  });
});
after(async () => {
  await api?.close();
  await rm(taskRoot, { recursive: true, force: true });
});

for (const [path, status] of [
  ["/collections/fails", 502],
  ["/collections/nonsense", 502],
  ["/collections/slow", 504],
] as const) {
  test(`${path} is a ${status} with its status and the request's id, for GET and HEAD alike`, async () => {
    const [get, head] = [await ask(api.url, path), await ask(api.url, path, { method: "HEAD" })];
    const { title, detail, code: name, description, ...others } = JSON.parse(get.text);
    assert.deepEqual(others, {
      type: "about:blank",
      status,
      extendedRequestId: get.headers["x-amz-apigw-id"],
    });
    assert.ok(title && name && detail && description === detail);
    assert.ok(!get.text.includes(told));
    for (const { status: answered, headers } of [get, head]) {
      assert.equal(answered, status);
      assert.deepEqual(
        [
          headers["content-type"],
          headers["cache-control"],
          headers["access-control-allow-origin"],
          headers["access-control-allow-credentials"],
          headers["access-control-expose-headers"],
          headers.vary,
          headers["www-authenticate"],
        ],
        ["application/json", "no-store", page, "true", "WWW-Authenticate", "Origin", undefined],
      );
    }
    assert.equal(head.text, "");
  });
}
