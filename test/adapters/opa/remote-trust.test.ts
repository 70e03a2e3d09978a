/** Whom the remote engine trusts, and what it shows of itself: certificates of one's own, and a bearer token. */
import assert from "node:assert/strict";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { afterEach, describe, test } from "node:test";
import { opaToken } from "#adapters/opa/opa-token";
import { remotePolicyEngine } from "#adapters/opa/remote";
import { Fault } from "#core/fault";
import { inTime } from "#test/contracts/policy-engine";
import { selfSignedCertificate } from "#test/http/self-signed-certificate";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listening(server: Server, scheme: "http" | "https"): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const bounds = { decision: "a", timeoutMilliseconds: 5000, maximumAnswerBytes: 256 };
const allows: RequestListener = (_, response) => response.end('{"result": true}');

describe("the remote engine, over https,", () => {
  test("believes the configured certificates, over a connection that is kept, and no others", async () => {
    const { certificate, key } = selfSignedCertificate();
    const other = selfSignedCertificate().certificate;
    let connections = 0;
    const server = createSecureServer({ cert: certificate, key }, allows);
    server.on("secureConnection", () => {
      connections += 1;
    });
    const url = await listening(server, "https");
    const asking = (certificateAuthority?: string) =>
      remotePolicyEngine({ url, ...bounds, certificateAuthority }).evaluate({}, inTime());
    for (const believed of [certificate, `${other}\n${certificate}`, certificate]) {
      assert.equal((await asking(believed)).result, true);
    }
    assert.equal(connections, 2);
    for (const unknown of [undefined, other]) {
      await assert.rejects(asking(unknown), { code: "policy_unavailable", message: /did not answer.*CERT/ });
    }
  });

  test("refuses at once what are no certificates", () => {
    const { certificate, key } = selfSignedCertificate();
    for (const text of ["", "canary", key, certificate.replace("MII", "AAA"), `${certificate}canary`]) {
      assert.throws(
        () => remotePolicyEngine({ url: "https://opa.example", ...bounds, certificateAuthority: text }),
        {
          code: "configuration_invalid",
          message: "policy.certificateAuthority must be certificates in PEM",
        },
      );
    }
  });
});

describe("the remote engine, with a bearer token,", () => {
  /** An OPA that knows one token, and a secret; both can be changed. */
  async function guarded(known: string, stored: string) {
    const state = { known, stored, reads: 0, seen: [] as (string | undefined)[], now: 0 };
    const url = await listening(
      createServer((request, response) => {
        state.seen.push(request.headers.authorization);
        const isKnown = request.headers.authorization === `Bearer ${state.known}`;
        response.writeHead(isKnown ? 200 : 401).end('{"result": true}');
      }),
      "http",
    );
    const token = opaToken(
      async () => {
        state.reads += 1;
        return { text: state.stored, createdAt: 0 };
      },
      () => state.now,
    );
    const engine = remotePolicyEngine({ url, ...bounds, token });
    return { state, ask: () => engine.evaluate({}, inTime()) };
  }

  test("reads it once and sends it with every question", async () => {
    const { state, ask } = await guarded("one", "one\n");
    for (let time = 0; time < 3; time += 1) assert.equal((await ask()).result, true);
    assert.deepEqual([state.reads, state.seen], [1, ["Bearer one", "Bearer one", "Bearer one"]]);
  });

  test("reads it again by age", async () => {
    const { state, ask } = await guarded("one", "one");
    await ask();
    state.now = 300_000;
    await ask();
    assert.equal(state.reads, 2);
  });

  test("reads it again when OPA refuses it, and asks once more with the new one", async () => {
    const { state, ask } = await guarded("one", "one");
    await ask();
    [state.known, state.stored, state.now] = ["two", "two", 10_000];
    assert.equal((await ask()).result, true);
    assert.deepEqual([state.reads, state.seen], [2, ["Bearer one", "Bearer one", "Bearer two"]]);
  });

  test("does not ask once more with the token that was refused, and reads no flood of it", async () => {
    const { state, ask } = await guarded("other", "canary-one");
    for (let time = 0; time < 3; time += 1) {
      await assert.rejects(ask(), {
        code: "policy_unavailable",
        message:
          /^the OPA server at policy\.url refused us \(401\): store the token .* policy\.tokenSecretArn$/,
      });
    }
    assert.deepEqual([state.reads, state.seen.length], [1, 3]);
    state.now = 10_000;
    await assert.rejects(ask(), { code: "policy_unavailable" });
    assert.deepEqual([state.reads, state.seen.length], [2, 4]);
  });

  test("sends nothing without it", async () => {
    for (const stored of [
      "",
      " ",
      "canary\r\nx-evil: 1",
      '{"token": "canary"}',
      "canary ü",
      "a".repeat(9000),
    ]) {
      const { state, ask } = await guarded("one", stored);
      await assert.rejects(ask(), (error) => {
        assert.ok(error instanceof Fault && error.code === "secret_invalid");
        assert.match(error.message, /policy\.tokenSecretArn/);
        assert.doesNotMatch(error.message, /canary/);
        return true;
      });
      assert.deepEqual(state.seen, []);
    }
  });

  test("waits for it no longer than the deadline", async () => {
    const token = opaToken(() => new Promise(() => {}), Date.now);
    const engine = remotePolicyEngine({ url: "http://127.0.0.1:9", ...bounds, token });
    await assert.rejects(engine.evaluate({}, { remaining: () => 30 }), { code: "deadline_exceeded" });
  });
});
