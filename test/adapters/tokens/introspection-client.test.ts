/** The client that introspects, when its issuer refuses it: its secret is read anew, and it is never the caller's fault. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { AskAboutToken } from "#adapters/tokens/ask-about-token";
import { Fault } from "#core/fault";
import { noHurry } from "#test/core/asked";
import { introspectingAt as at } from "./introspecting.ts";
import { newToken, providerForTests } from "./provider.ts";

const provider = providerForTests();

function issued(claims: object = {}): string {
  const token = newToken();
  provider.active.set(token, { token_type: "Bearer", sub: "u1", ...claims });
  return token;
}

async function rejectionOf(ask: AskAboutToken, token: string): Promise<string | undefined> {
  const answer = await ask(token, noHurry);
  return "rejected" in answer ? answer.rejected : undefined;
}

describe("a client that introspection refuses", () => {
  const refused = { name: "Fault", code: "introspection_refused" };

  test("is read once, and again as soon as it is refused, so that a new secret is used at once", async () => {
    const { ask, state } = at(provider);
    const token = issued();
    for (let time = 0; time < 3; time += 1) assert.equal(await rejectionOf(ask, token), undefined);
    assert.equal(state.reads, 1);
    provider.client.secret = `canary-${crypto.randomUUID()}`;
    state.now += 10_000;
    assert.equal(await rejectionOf(ask, token), undefined);
    assert.equal(state.reads, 2);
  });

  test("is our fault and never the caller's, and neither the secret nor the token is told", async () => {
    const { ask, state } = at(provider);
    const wrong = `canary-${crypto.randomUUID()}`;
    state.text = () => JSON.stringify({ client_id: "api", client_secret: wrong });
    const token = issued();
    const asked = provider.requests.length;
    for (let time = 0; time < 3; time += 1) {
      await assert.rejects(ask(token, noHurry), (error) => {
        assert.ok(error instanceof Fault && error.code === "introspection_refused");
        assert.match(
          error.message,
          /^the introspection endpoint of http.* refuses our client \(401\): store the right/,
        );
        assert.ok(!error.message.includes(wrong) && !error.message.includes(token));
        return true;
      });
    }
    // Asked once more only with a secret that is another, and no flood of reads.
    assert.deepEqual([provider.requests.length - asked, state.reads], [3, 1]);
    state.now += 10_000;
    await assert.rejects(ask(token, noHurry), refused);
    assert.deepEqual([provider.requests.length - asked, state.reads], [4, 2]);
  });

  test("is refused by 403 as well, and by the error codes of RFC 6749 section 5.2", async () => {
    const { ask } = at(provider);
    for (const [status, body] of [
      [401, ""],
      [403, '{"error":"invalid_request","error_description":"Client not allowed."}'],
      [400, '{"error":"invalid_client"}'],
      [400, '{"error":"unauthorized_client"}'],
    ] as const) {
      provider.behaviour = (_, response) => response.writeHead(status).end(body);
      await assert.rejects(ask(newToken(), noHurry), refused, `${status} ${body}`);
    }
  });

  test("is not meant by another 400: of that the remedy says what some servers do not introspect", async () => {
    for (const body of ['{"error":"invalid_request"}', "", "<html>"]) {
      provider.behaviour = (_, response) => response.writeHead(400).end(body);
      await assert.rejects(at(provider).ask(newToken(), noHurry), {
        code: "introspection_unavailable",
        message:
          /does not take the question \(400\): some servers introspect no JSON Web Tokens .* without introspection$/,
      });
    }
  });
});
