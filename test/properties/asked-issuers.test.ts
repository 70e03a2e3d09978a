/** What holds of an authorizer that shows tokens and a secret to issuers: neither is ever told, whatever they answer. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import type { OpaqueTokenVerifier } from "#core/authenticate/token/token-verifier";
import { validSettings } from "#core/settings/read-settings";
import { type Behaviour, newToken, type Provider, startProvider } from "#test/adapters/tokens/provider";
import { requestEvent } from "#test/core/gateway/event";
import { tokenVerifiers } from "../../functions/authorizer/token-verifiers.ts";
import { type TestAuthorizer, testAuthorizer } from "./authorizer-parts.ts";
import { holdsFor } from "./seeded.ts";

const clientSecretArn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:introspection-AbCdEf";
const active = { active: true, token_type: "Bearer", sub: "u1", client_id: "portal" };

/** Answers that repeat what was asked, at every place where something is read. */
const behaviours: Readonly<Record<string, Behaviour | undefined>> = {
  "answers as it should": undefined,
  "says that the token is not active": echoing(200, (echo) => ({ active: false, echo })),
  "refuses the client": echoing(401, (echo) => ({ error: "invalid_client", error_description: echo })),
  "forbids it": echoing(403, (echo) => ({ error: echo })),
  "does not take the question": echoing(400, (echo) => ({ error: echo })),
  "says that the token is invalid": echoing(400, (echo) => ({
    error: "invalid_token",
    error_description: echo,
  })),
  fails: echoing(500, (echo) => echo),
  redirects: ({ headers, form }, response) =>
    response.writeHead(302, { location: `/?${form}&${headers.authorization}` }).end(),
  "answers with a page": ({ headers, form }, response) =>
    response.end(`<html>${headers.authorization} ${form}</html>`),
  "breaks off": ({ form }, response) => {
    response.writeHead(200, { "content-length": "9999" });
    response.write(String(form), () => response.destroy());
  },
  "says it twice": ({ form }, response) => response.end(`{"${form}":1,"${form}":2}`),
  ...Object.fromEntries(
    ["active", "iss", "token_type", "token_use", "typ", "exp", "nbf", "aud", "client_id", "cnf"].map(
      (name) => [`repeats it as ${name}`, echoing(200, (echo) => ({ ...active, [name]: echo }))],
    ),
  ),
};

function echoing(status: number, body: (echo: string) => unknown): Behaviour {
  return ({ headers, form }, response) =>
    response
      .writeHead(status, { "www-authenticate": `Bearer error="${form}"` })
      .end(JSON.stringify(body(`${form} ${headers.authorization}`)));
}

let provider: Provider;
let parts: TestAuthorizer;
const secretTexts = { right: "", other: "", none: "", broken: "" };
let stored: keyof typeof secretTexts = "right";
before(async () => {
  provider = await startProvider();
  secretTexts.right = provider.secretText();
  secretTexts.other = JSON.stringify({ client_id: "api", client_secret: `${provider.client.secret}x` });
  secretTexts.broken = `${provider.secretText()}}`;
  const issuers = [
    {
      issuer: provider.url,
      clientIds: ["portal"],
      introspection: { url: provider.introspectionUrl, clientSecretArn },
    },
    {
      issuer: `${provider.url}/hub`,
      prefix: "gho_",
      clientIds: ["portal"],
      clientClaims: ["client_id"],
      userInfo: { url: provider.userInfoUrl },
    },
  ];
  const { tokens } = validSettings({
    version: 1,
    tokens: { opaque: issuers },
    accessRules: [{ who: "anyone", may: ["read"], on: { api: true } }],
  });
  assert.ok(tokens);
  const secrets = () => async () => ({ text: secretTexts[stored], createdAt: 0 });
  // Verifiers of their own for each token: the client is read anew, so that every text of the secret is met.
  const verifier: OpaqueTokenVerifier = {
    verify: async (...asked) => (await tokenVerifiers(tokens, { secrets })).opaque.verify(...asked),
  };
  parts = await testAuthorizer(undefined, "ogcapi", { issuers, verifier });
});
after(async () => {
  parts?.close();
  await provider?.close();
});

test("no log line, error, policy or context holds a token or a client's secret, whatever an issuer answers", async (t) => {
  const seen = new Set<string>();
  const property = fc.asyncProperty(
    fc.constantFrom(...Object.keys(behaviours)),
    fc.constantFrom("", "gho_"),
    fc.constantFrom(...(["right", "right", "other", "none", "broken"] as const)),
    fc.boolean(),
    async (how, prefix, text, known) => {
      provider.behaviour = behaviours[how];
      stored = text;
      const token = newToken(prefix);
      if (known) {
        provider.active.set(token, active);
        provider.users.set(token, { headers: {}, body: active });
      }
      parts.lines.length = 0;
      let said: string;
      try {
        const headers = { authorization: `Bearer ${token}` };
        said = JSON.stringify(await parts.handler(requestEvent("GET", "/collections/lakes", headers)));
      } catch (error) {
        said = error instanceof Error ? `${error.name} ${error.message} ${error.stack}` : String(error);
      }
      const told = `${said}${JSON.stringify(parts.lines)}`;
      const { secret } = provider.client;
      for (const each of [token, secret, encodeURIComponent(secret), Buffer.from(secret).toString("base64")])
        assert.ok(!told.includes(each), `${how}: ${told}`);
      const [line] = parts.lines;
      seen.add(line?.outcome === "fault" ? line.reason : (line?.outcome ?? ""));
      provider.active.delete(token);
      provider.users.delete(token);
    },
  );
  await holdsFor(600, property, t);
  assert.deepEqual([...seen].sort(), [
    "allowed",
    "challenged",
    "introspection_answer_invalid",
    "introspection_refused",
    "introspection_unavailable",
    "secret_invalid",
    "user_info_answer_invalid",
    "user_info_unavailable",
  ]);
  assert.ok(provider.requests.length > 100);
});
