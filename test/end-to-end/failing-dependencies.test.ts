/** What becomes of a request when something that the decision needs fails: a 500, a logged reason, and no detail. */
import assert from "node:assert/strict";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, test } from "node:test";
import { type LocalApi, startLocalApi } from "#local/local-api";
import { ask, type ExactAnswer } from "#test/http/exact-request";
import { decisionAbout } from "./decision-about.ts";
import { sampleSettings } from "./sample-settings.ts";

const wells = "/collections/wells/items";

async function assertFault(api: LocalApi, answer: ExactAnswer, reason: string): Promise<void> {
  assert.deepEqual([answer.status, (await decisionAbout(api, answer)).reason], [500, reason]);
  assert.deepEqual(JSON.parse(answer.text).code, "InternalError");
  assert.ok(!answer.text.includes(reason));
  assert.equal(answer.headers["www-authenticate"], undefined);
}

describe("an OPA server that", () => {
  let api: LocalApi;
  let server: Server;
  let answer: RequestListener = (_, response) => response.end();
  before(async () => {
    server = createServer((request, response) => answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const policy = { engine: "remote" as const, url, timeoutMilliseconds: 200 };
    api = await startLocalApi({ settings: sampleSettings({ policy }) });
  });
  after(async () => {
    await api?.close();
    server.closeAllConnections();
    server.close();
  });

  const json =
    (body: unknown): RequestListener =>
    (_, response) =>
      response.end(JSON.stringify(body));
  const faults: Record<string, [RequestListener, string]> = {
    "answers without a decision": [json({}), "policy_undefined"],
    "answers with a text": [json("true"), "policy_answer_invalid"],
    "answers with HTML": [(_, response) => response.end("<html>true</html>"), "policy_answer_invalid"],
    redirects: [
      (_, response) => response.writeHead(307, { location: "/v1/data" }).end(),
      "policy_answer_invalid",
    ],
    "answers with 50 MB": [
      (_, response) => response.end(Buffer.alloc(50_000_000, " ")),
      "policy_answer_invalid",
    ],
    "answers with nothing": [(_, response) => response.end(), "policy_answer_invalid"],
    "hangs up": [(request) => request.socket.destroy(), "policy_unavailable"],
    "answers too late": [() => {}, "policy_unavailable"],
    fails: [(_, response) => response.writeHead(500).end('{"code":"internal_error"}'), "policy_unavailable"],
  };
  for (const [what, [listener, reason]] of Object.entries(faults)) {
    test(`${what} is a fault`, async () => {
      answer = listener;
      await assertFault(api, await ask(api.url, "/"), reason);
    });
  }

  test("answers with something that merely looks true refuses", async () => {
    for (const result of ["true", 1, [true], { allow: "true" }, { allow: true, filter: {} }]) {
      answer = json({ result });
      assert.equal(
        (await ask(api.url, "/", { headers: { "x-api-key": api.apiKey } })).status,
        403,
        JSON.stringify(result),
      );
    }
  });

  test("answers true allows, and is told who asks for what, without a credential", async () => {
    const asked: string[] = [];
    answer = (request, response) => {
      request.on("data", (chunk) => asked.push(String(chunk)));
      request.on("end", () => response.end('{"result":true}'));
    };
    const { status } = await ask(api.url, `${wells}?limit=1`, { headers: { "x-api-key": api.apiKey } });
    assert.equal(status, 200);
    const { input } = JSON.parse(asked.join(""));
    assert.deepEqual(input.resource, { type: "items", collection: "wells", action: "read" });
    assert.deepEqual(
      [input.principal.kind, input.principal.id, input.request.query.limit],
      ["api-key", "local", ["1"]],
    );
    assert.ok(!asked.join("").includes(api.apiKey));
  });
});

describe("a failing dependency", () => {
  test("is a fault for those who need it, and nothing to others", async () => {
    const api = await startLocalApi({ settings: sampleSettings() });
    try {
      const authorization = `Bearer ${await api.token({ scope: "wells:read" })}`;
      await api.issuer?.close();
      await assertFault(api, await ask(api.url, wells, { headers: { authorization } }), "jwks_unavailable");
      api.setApiKeySecret("canary that is no JSON");
      await assertFault(
        api,
        await ask(api.url, wells, { headers: { "x-api-key": api.apiKey } }),
        "secret_invalid",
      );
      assert.ok(!JSON.stringify(api.decisions).includes("canary"));
      assert.equal((await ask(api.url, "/")).status, 200);
    } finally {
      await api.close();
    }
  });
});
