/** How long the remote engine waits, and when it asks a second time. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Exchange, type Served, serving } from "./misbehaving-server.ts";
import { fault, says } from "./remote-answers.ts";

describe("the remote engine waits no longer than it may", () => {
  const silent = (): void => {};
  const drip = ({ response }: Exchange): void => {
    response.writeHead(200, { "content-type": "application/json" });
    const timer = setInterval(() => response.write(" "), 10);
    response.on("close", () => clearInterval(timer));
  };
  for (const [name, behaviour] of [
    ["a server that says nothing", silent],
    ["an answer that drips", drip],
  ] as const) {
    test(`for ${name}: its own time-out`, async () => {
      await serving(behaviour, async ({ ask: once }) => {
        const late = fault("policy_unavailable", /within policy\.timeoutMilliseconds \(80 ms\)/);
        await assert.rejects(once({ timeoutMilliseconds: 80 }), late);
      });
    });
    test(`for ${name}: what is left of the whole budget`, async () => {
      await serving(behaviour, async ({ ask: once }) => {
        const late = fault("deadline_exceeded", /before decision\.budgetMilliseconds were spent/);
        await assert.rejects(once({ budgetMilliseconds: 80 }), late);
      });
    });
  }

  test("and asks nothing when no time is left", async () => {
    await serving(says('{"result": true}'), async ({ ask: once, connections }) => {
      await assert.rejects(once({ budgetMilliseconds: 0 }), { code: "deadline_exceeded" });
      assert.equal(connections(), 0);
    });
  });
});

describe("the remote engine, when a connection is reset,", () => {
  const answerOr =
    (reset: (exchange: Exchange) => boolean, how: (exchange: Exchange) => void) =>
    (exchange: Exchange): void =>
      reset(exchange) ? how(exchange) : says('{"result": true}')(exchange);
  const destroy = ({ socket }: Exchange): void => void socket.destroy();

  async function first({ ask: once }: Served): Promise<void> {
    assert.equal((await once()).result, true);
  }

  test("asks once more if it was a kept one", async () => {
    await serving(
      answerOr(({ earlier }) => earlier === 1, destroy),
      async (served) => {
        await first(served);
        assert.equal((await served.ask()).result, true);
        assert.equal(served.requests(), 3);
        assert.equal(served.connections(), 2);
      },
    );
  });

  test("does not ask once more if it was a new one", async () => {
    await serving(
      answerOr(({ earlier }) => earlier === 0, destroy),
      async (served) => {
        await assert.rejects(served.ask(), fault("policy_unavailable", /ECONNRESET/));
        assert.equal(served.requests(), 1);
      },
    );
  });

  test("does not ask a third time", async () => {
    await serving(
      answerOr(({ earlier }) => earlier > 0, destroy),
      async (served) => {
        await first(served);
        await assert.rejects(served.ask(), fault("policy_unavailable", /did not answer/));
        assert.equal(served.requests(), 3);
      },
    );
  });

  test("does not ask once more after a part of the answer", async () => {
    const part = ({ response, socket }: Exchange): void => {
      response.writeHead(200, { "content-length": "16" }).write('{"result":');
      setImmediate(() => socket.destroy());
    };
    await serving(
      answerOr(({ earlier }) => earlier === 1, part),
      async (served) => {
        await first(served);
        await assert.rejects(served.ask(), fault("policy_unavailable", /did not answer/));
        assert.equal(served.requests(), 2);
      },
    );
  });
});
