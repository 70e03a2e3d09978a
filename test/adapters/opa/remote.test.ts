/** Which answers of OPA the remote engine hands on, and which it takes for none. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, test } from "node:test";
import { remotePolicyEngine } from "#adapters/opa/remote";
import { inTime } from "#test/contracts/policy-engine";
import { ask, type Exchange, serving } from "./misbehaving-server.ts";
import { fault, says } from "./remote-answers.ts";

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
      assert.deepEqual(await once(), { result: true, decisionId: "1-2", revision: "unversioned" });
    });
    await serving(says('{"result": true, "decision_id": 7}'), async ({ ask: once }) => {
      assert.deepEqual(await once(), { result: true, revision: "unversioned" });
    });
  });
});

describe("the remote engine tells the revision of", () => {
  const revisions: readonly (readonly [string, unknown, string])[] = [
    ["the bundle", { "authz.tar.gz": { revision: "2026-11-24.1" } }, "2026-11-24.1"],
    ["several bundles, by name", { rules: { revision: "2" }, code: { revision: "1" } }, "code=1,rules=2"],
    ["the bundles that have one", { rules: { revision: "2" }, code: {}, more: { revision: "" } }, "2"],
    ["a bundle without line breaks", { b: { revision: '1\n{"level": "ERROR"}é' } }, '1_{"level": "ERROR"}_'],
    ["a bundle, cut", { b: { revision: "x".repeat(1000) } }, "x".repeat(128)],
    ["no bundle", {}, "unversioned"],
    ["a bundle without one", { b: { revision: 7 } }, "unversioned"],
    ["what is no list of bundles", "canary", "unversioned"],
  ];
  for (const [of, bundles, revision] of revisions) {
    test(of, async () => {
      const body = JSON.stringify({ result: true, provenance: { version: "1", bundles } });
      await serving(says(body), async ({ ask: once }) => {
        assert.deepEqual(await once(), { result: true, revision });
      });
    });
  }

  test("the last answer, for decisions that need none", async () => {
    const body = '{"result": true, "provenance": {"bundles": {"b": {"revision": "r7"}}}}';
    await serving(says(body), async ({ url }) => {
      const bounds = { timeoutMilliseconds: 5000, maximumAnswerBytes: 256 };
      const engine = remotePolicyEngine({ url, decision: "a", ...bounds });
      assert.equal(engine.revision, "unknown");
      await engine.evaluate({}, inTime());
      assert.equal(engine.revision, "r7");
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

  for (const status of [201, 204, 304, 400, 404, 429]) {
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

  for (const status of [401, 403]) {
    test(`status ${status}, and says that the server wants a token`, async () => {
      const answer = ({ response }: Exchange): void => {
        response.writeHead(status).end('{"result": true}');
      };
      await serving(answer, async ({ ask: once }) => {
        await assert.rejects(
          once(),
          fault(
            "policy_unavailable",
            new RegExp(`refused us \\(${status}\\): give .* policy\\.tokenSecretArn`),
          ),
        );
      });
    });
  }

  test("more than the setting allows and its question is long, though no less", async () => {
    const bounds = { timeoutMilliseconds: 5000, maximumAnswerBytes: 256 };
    const echo = ({ body, response }: Exchange): void => {
      const asked: { readonly input: unknown } = JSON.parse(body);
      response.end(JSON.stringify({ result: asked.input }));
    };
    const document = { ids: Array.from({ length: 10_000 }, (_, index) => `collection-${index}`) };
    await serving(echo, async ({ url }) => {
      const engine = remotePolicyEngine({ url, decision: "a", ...bounds });
      assert.deepEqual((await engine.evaluate(document, inTime())).result, document);
    });
    const twice = ({ body, response }: Exchange): void => {
      response.end(JSON.stringify({ result: [body, "x".repeat(512)] }));
    };
    await serving(twice, async ({ url }) => {
      const engine = remotePolicyEngine({ url, decision: "a", ...bounds });
      await assert.rejects(
        engine.evaluate(document, inTime()),
        fault("policy_answer_invalid", /longer than policy\.maximumAnswerBytes/),
      );
    });
  });

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
