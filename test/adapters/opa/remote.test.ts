/** How the remote engine asks OPA, and which answers it hands on or takes for none. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, test } from "node:test";
import { remotePolicyEngine } from "#adapters/opa/remote";
import { inTime } from "#test/contracts/policy-engine";
import { ask, type Exchange, serving } from "./misbehaving-server.ts";
import { fault, says } from "./remote-answers.ts";

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
      { ...asked, url: "/below/v1/data/example/allow", body, length: String(body.length) },
      { ...asked, url: "/v1/data/a", body: "{}", length: "2" },
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

describe("the remote engine hands on", () => {
  const results: readonly (readonly [string, unknown])[] = [
    ['{"result": true}', true],
    ['{"result": "true"}', "true"],
    ['{"result": null}', null],
    ['{"result": {"allow": true, "x_note": [1]}}', { allow: true, x_note: [1] }],
    ["{}", undefined],
    ['{"decision_id": "d", "warning": {"code": "api_usage_warning"}}', undefined],
    ['{"__proto__": {"result": true}}', undefined],
  ];
  for (const [body, result] of results) {
    test(`${JSON.stringify(result)} of ${body}`, async () => {
      await serving(says(body), async ({ ask: once }) => {
        assert.deepEqual((await once()).result, result);
      });
    });
  }

  test("the id of the decision, where it is a text", async () => {
    await serving(says('{"result": true, "decision_id": "1-2"}'), async ({ ask: once }) => {
      assert.deepEqual(await once(), { result: true, decisionId: "1-2" });
    });
    await serving(says('{"result": true, "decision_id": 7}'), async ({ ask: once }) => {
      assert.deepEqual(await once(), { result: true });
    });
  });
});

describe("the remote engine takes for no answer:", () => {
  const bodies: readonly (readonly [string, string | Buffer])[] = [
    ["the bare text true", '"true"'],
    ["the bare value true", "true"],
    ["null", "null"],
    ["a list", '[{"result": true}]'],
    ["nothing", ""],
    ["a page of HTML", "<!doctype html><title>canary</title>"],
    ["an answer cut short", '{"result": true'],
    ["two answers", '{"result": true}{"result": true}'],
    ["bytes that are not UTF-8", Buffer.from('{"result": "\xff"}', "latin1")],
    ["lists in lists", "[".repeat(30_000) + "]".repeat(30_000)],
  ];
  for (const [name, body] of bodies) {
    test(name, async () => {
      await serving(says(body), async ({ ask: once }) => {
        await assert.rejects(once(), fault("policy_answer_invalid", /is not (JSON|a JSON object)/));
      });
    });
  }

  test("50 MB, of which it reads no more than the setting allows", async () => {
    let sent = 0;
    const flood = ({ response }: Exchange): void => {
      const chunk = Buffer.alloc(65_536, " ");
      const more = (): void => {
        while (sent < 50_000_000 && !response.destroyed) {
          sent += chunk.length;
          if (!response.write(chunk)) return void response.once("drain", more);
        }
        response.end('{"result": true}');
      };
      more();
    };
    await serving(flood, async ({ ask: once }) => {
      await assert.rejects(once(), fault("policy_answer_invalid", /longer than policy\.maximumAnswerBytes/));
    });
    assert.ok(sent < 50_000_000);
  });

  for (const status of [201, 204, 304, 400, 401, 403, 404, 429]) {
    test(`status ${status}, whatever its body`, async () => {
      const answer = ({ response }: Exchange): void => {
        response.writeHead(status).end(status === 204 || status === 304 ? undefined : '{"result": true}');
      };
      await serving(answer, async ({ ask: once }) => {
        await assert.rejects(
          once(),
          fault("policy_answer_invalid", new RegExp(`has status ${status} and not 200`)),
        );
      });
    });
  }

  test("a redirect, which it does not follow", async () => {
    await serving(says('{"result": true}'), async (other) => {
      const redirect = ({ response }: Exchange): void => {
        response.writeHead(307, { location: `${other.url}/v1/data/example/allow` }).end('{"result": true}');
      };
      await serving(redirect, async ({ ask: once }) => {
        await assert.rejects(once(), fault("policy_answer_invalid", /has status 307/));
      });
      assert.equal(other.requests(), 0);
    });
  });

  test("status 500, which is OPA's word for an evaluation that failed", async () => {
    const answer = ({ response }: Exchange): void => {
      response.writeHead(500).end('{"code": "internal_error", "message": "canary"}');
    };
    await serving(answer, async ({ ask: once }) => {
      await assert.rejects(once(), fault("policy_unavailable", /answered with status 500/));
    });
  });

  test("a refused connection", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    await assert.rejects(
      ask(`http://127.0.0.1:${port}`),
      fault("policy_unavailable", /did not answer.*ECONNREFUSED/),
    );
  });

  test("a connection that ends within the answer", async () => {
    const cut = ({ response, socket }: Exchange): void => {
      response.writeHead(200, { "content-length": "16" }).write('{"result":');
      setImmediate(() => socket.destroy());
    };
    await serving(cut, async ({ ask: once }) => {
      await assert.rejects(once(), fault("policy_unavailable", /did not answer/));
    });
  });

  test("what is not HTTP", async () => {
    await serving(
      ({ socket }) => socket.end("SSH-2.0-canary\r\n"),
      async ({ ask: once }) => {
        await assert.rejects(once(), fault("policy_unavailable", /did not answer/));
      },
    );
  });
});
