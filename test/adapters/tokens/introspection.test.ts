/** Introspection (RFC 7662): what is asked, and what an answer may say. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { AskAboutToken } from "#adapters/tokens/ask-about-token";
import { opaqueTokenVerifierContract } from "#test/contracts/opaque-token-verifier";
import { noHurry } from "#test/core/asked";
import { introspectingAt as at } from "./introspecting.ts";
import { newToken, providerForTests } from "./provider.ts";

opaqueTokenVerifierContract({
  name: "introspection",
  make: (provider, cacheSeconds, timeoutMilliseconds = 5000) =>
    at(provider, { cacheSeconds, timeoutMilliseconds }).ask,
  issue: (provider, token, claims) => provider.active.set(token, { token_type: "Bearer", ...claims }),
  unavailable: "introspection_unavailable",
  invalid: "introspection_answer_invalid",
  otherStatuses: [400, 500, 502, 503],
});

const provider = providerForTests();

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

describe("an introspection endpoint that nobody configured", () => {
  test("is sent neither token nor secret at an address of this machine", async () => {
    const { ask, state } = at(provider);
    state.discovered = true;
    const asked = provider.requests.length;
    await assert.rejects(ask(issued(), noHurry), { code: "introspection_unavailable" });
    assert.equal(provider.requests.length, asked);
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
