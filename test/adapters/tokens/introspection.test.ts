/** Introspection (RFC 7662): what is asked, what an answer may say, and what becomes of a client that is refused. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import * as v from "valibot";
import type { AskAboutToken } from "#adapters/tokens/ask-about-token";
import { clientCredentials } from "#adapters/tokens/client-credentials";
import { introspection } from "#adapters/tokens/introspection";
import { Fault } from "#core/fault";
import { type IntrospectionSettings, introspectionSettings } from "#core/settings/tokens/introspection";
import { noon, opaqueTokenVerifierContract } from "#test/contracts/opaque-token-verifier";
import { noHurry } from "#test/core/asked";
import { newToken, type Provider, startProvider } from "./provider.ts";

const clientSecretArn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:introspection-AbCdEf";
type Changes = Partial<IntrospectionSettings>;

/** Introspection at a provider, with a clock that stands at noon unless a test moves it, and a count of secret reads. */
function at(provider: Provider, changes: Changes = {}) {
  const state = { now: noon, reads: 0, text: () => provider.secretText(), url: provider.introspectionUrl };
  const client = clientCredentials(
    async () => {
      state.reads += 1;
      return { text: state.text(), createdAt: 0 };
    },
    "tokens.opaque[].introspection.clientSecretArn",
    () => state.now,
  );
  const ask = introspection({
    issuer: provider.url,
    settings: {
      ...v.parse(introspectionSettings, { clientSecretArn, timeoutMilliseconds: 5000 }),
      ...changes,
    },
    setting: "tokens.opaque[].introspection",
    client,
    endpoint: async () => state.url,
    clockSkewSeconds: 30,
    now: () => state.now,
  });
  return { ask, state };
}

opaqueTokenVerifierContract({
  name: "introspection",
  make: (provider, cacheSeconds, timeoutMilliseconds = 5000) =>
    at(provider, { cacheSeconds, timeoutMilliseconds }).ask,
  issue: (provider, token, claims) => provider.active.set(token, { token_type: "Bearer", ...claims }),
  unavailable: "introspection_unavailable",
  invalid: "introspection_answer_invalid",
  otherStatuses: [400, 500, 502, 503],
});

let provider: Provider;
before(async () => {
  provider = await startProvider();
});
beforeEach(() => {
  provider.behaviour = undefined;
});
after(() => provider.close());

function issued(claims: object = {}): string {
  const token = newToken();
  provider.active.set(token, { token_type: "Bearer", sub: "u1", ...claims });
  return token;
}

/** Answers with this text, whatever is asked. */
const answering = (text: string) => {
  provider.behaviour = (_, response) => response.end(text);
};

async function rejectionOf(ask: AskAboutToken, token: string): Promise<string | undefined> {
  const answer = await ask(token, noHurry);
  return "rejected" in answer ? answer.rejected : undefined;
}

describe("an introspection request", () => {
  test("is a form by POST with the token and what it is thought to be, and JSON is wanted", async () => {
    const token = issued();
    await at(provider).ask(token, noHurry);
    const { method, headers, form } = provider.requests.at(-1) ?? assert.fail();
    assert.equal(method, "POST");
    assert.deepEqual(
      [...form],
      [
        ["token", token],
        ["token_type_hint", "access_token"],
      ],
    );
    assert.equal(headers["content-type"], "application/x-www-form-urlencoded");
    assert.equal(headers.accept, "application/json");
  });

  test("shows the client by Basic, with id and secret form-urlencoded as RFC 6749 section 2.3.1 has it", async () => {
    Object.assign(provider.client, { id: "a:b c", secret: "%+~&=" });
    await at(provider).ask(issued(), noHurry);
    const { headers } = provider.requests.at(-1) ?? assert.fail();
    const shown = Buffer.from(headers.authorization?.slice("Basic ".length) ?? "", "base64").toString();
    assert.equal(shown, "a%3Ab+c:%25%2B%7E%26%3D");
  });

  test("shows the client in the form instead, where the settings say so", async () => {
    await at(provider, { clientAuthentication: "client_secret_post" }).ask(issued(), noHurry);
    const { headers, form } = provider.requests.at(-1) ?? assert.fail();
    assert.equal(headers.authorization, undefined);
    assert.deepEqual(
      [form.get("client_id"), form.get("client_secret")],
      [provider.client.id, provider.client.secret],
    );
  });
});

describe("an introspection answer", () => {
  test("makes a token active by exactly true and inactive by exactly false; all else is no answer", async () => {
    const { ask } = at(provider);
    answering('{"active":false,"token_type":"Bearer","sub":"u1"}');
    assert.equal(await rejectionOf(ask, newToken()), "token_inactive");
    for (const active of ['"true"', "1", '"false"', "0", "null", "[true]", "{}"]) {
      answering(`{"active":${active},"token_type":"Bearer","sub":"u1"}`);
      await assert.rejects(ask(newToken(), noHurry), { code: "introspection_answer_invalid" }, active);
    }
    for (const text of ["{}", '{"Active":true,"token_type":"Bearer"}', '{"active":false,"active":true}']) {
      answering(text);
      await assert.rejects(ask(newToken(), noHurry), { code: "introspection_answer_invalid" }, text);
    }
  });

  test("is about a bearer token, in any case, and says so unless that is optional", async () => {
    const required = at(provider).ask;
    const optional = at(provider, { tokenType: "optional" }).ask;
    for (const token_type of ["Bearer", "bearer", "BEARER"])
      assert.equal(await rejectionOf(required, issued({ token_type })), undefined);
    for (const token_type of ["DPoP", "N_A", "mac", "", "bearer ", "Refresh"]) {
      for (const ask of [required, optional])
        assert.equal(await rejectionOf(ask, issued({ token_type })), "token_not_access_token", token_type);
    }
    const silent = issued({ token_type: undefined });
    assert.equal(await rejectionOf(required, silent), "token_not_access_token");
    assert.equal(await rejectionOf(optional, silent), undefined);
  });

  test("is not about a refresh token or an ID token, in the words of Hydra and of Keycloak", async () => {
    const { ask } = at(provider);
    for (const token_use of ["access_token", "access"])
      assert.equal(await rejectionOf(ask, issued({ token_use })), undefined);
    for (const token_use of ["refresh_token", "id", ""])
      assert.equal(await rejectionOf(ask, issued({ token_use })), "token_not_access_token", token_use);
    assert.equal(await rejectionOf(ask, issued({ typ: "Bearer" })), undefined);
    for (const typ of ["Refresh", "Offline", "ID", "Logout", "DPoP", ""])
      assert.equal(await rejectionOf(ask, issued({ typ })), "token_not_access_token", typ);
  });

  test("is none where one of these members is no text", async () => {
    const { ask } = at(provider);
    for (const name of ["iss", "token_type", "token_use", "typ"]) {
      for (const value of [1, null, ["Bearer"], true]) {
        await assert.rejects(ask(issued({ [name]: value }), noHurry), {
          code: "introspection_answer_invalid",
          message: new RegExp(`member \`${name}\` that cannot be$`),
        });
      }
    }
  });

  test("gives claims without the members that say what kind of token it is", async () => {
    const answer = await at(provider).ask(
      issued({ token_use: "access_token", client_id: "portal" }),
      noHurry,
    );
    assert.deepEqual("claims" in answer && answer.claims, { sub: "u1", client_id: "portal" });
  });

  test("is not remembered any longer once the issuer names another endpoint", async () => {
    const { ask, state } = at(provider);
    const answer = await ask(issued(), noHurry);
    assert.ok("claims" in answer && answer.current());
    state.url = `${provider.introspectionUrl}?moved`;
    provider.behaviour = (_, response) => response.end('{"active":false}');
    await ask(newToken(), noHurry);
    assert.equal(answer.current(), false);
  });
});

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
