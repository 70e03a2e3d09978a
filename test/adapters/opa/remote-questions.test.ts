/** How the remote engine asks OPA: for what, over which connection, and in whose writing. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { remotePolicyEngine } from "#adapters/opa/remote";
import { inTime } from "#test/contracts/policy-engine";
import { ask, type Exchange, serving } from "./misbehaving-server.ts";
import { says } from "./remote-answers.ts";

describe("the remote engine asks", () => {
  test("for the decision below /v1/data, with the input document and nothing else", async () => {
    const seen: unknown[] = [];
    const record = ({ request, body, response }: Exchange): void => {
      const { method, url, headers } = request;
      seen.push({ method, url, body, type: headers["content-type"], length: headers["content-length"] });
      response.end('{"result": true}');
    };
    await serving(record, async ({ url }) => {
      await ask(`${url}/below`);
      const engine = remotePolicyEngine({
        url,
        decision: "a",
        timeoutMilliseconds: 5000,
        maximumAnswerBytes: 256,
      });
      await engine.evaluate(undefined, inTime());
    });
    const asked = { method: "POST", type: "application/json" };
    const body = '{"input":{"token":"canary"}}';
    assert.deepEqual(seen, [
      { ...asked, url: "/below/v1/data/example/allow?provenance=true", body, length: String(body.length) },
      { ...asked, url: "/v1/data/a?provenance=true", body: "{}", length: "2" },
    ]);
  });

  test("in Python's writing where that is asked for, byte for byte", async () => {
    const bodies: string[] = [];
    const record = ({ body, response }: Exchange): void => {
      bodies.push(body);
      response.end('{"result": true}');
    };
    await serving(record, async ({ url }) => {
      const bounds = { timeoutMilliseconds: 5000, maximumAnswerBytes: 256 };
      const engine = remotePolicyEngine({ url, decision: "httpapi/authz", writing: "python", ...bounds });
      await engine.evaluate({ company: "Geobüro", request_path: ["geoapi", ""] }, inTime());
      await engine.evaluate(undefined, inTime());
    });
    assert.deepEqual(bodies, [
      String.raw`{"input": {"company": "Geob\u00fcro", "request_path": ["geoapi", ""]}}`,
      "{}",
    ]);
  });

  test("over a connection that is kept", async () => {
    await serving(says("{}"), async ({ ask: again, connections }) => {
      for (let time = 0; time < 5; time += 1) await again();
      assert.equal(connections(), 1);
    });
  });

  test("no address with a query", () => {
    const options = { decision: "a", timeoutMilliseconds: 1000, maximumAnswerBytes: 256 };
    assert.throws(() => remotePolicyEngine({ ...options, url: "https://opa.example/?token=x" }), {
      code: "configuration_invalid",
      message: "policy.url must not have a query",
    });
  });
});
