/** Who is told a credential: a token its own provider and nobody else, no provider of opaque tokens a JSON Web Token, and nobody what is for API keys. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { absent, rejected } from "#core/authenticate/authenticator";
import { bearerTokenAuthenticator } from "#core/authenticate/bearer-token";
import { TokenMemory } from "#core/authenticate/token/token-memory";
import { validSettings } from "#core/settings/read-settings";
import { asked, noHurry } from "../asked.ts";

const arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:client-AbCdEf";
const at = (issuer: string, prefix?: string) => ({
  issuer,
  ...(prefix !== undefined && { prefix }),
  audiences: ["api"],
  introspection: { url: `${issuer}/introspect`, clientSecretArn: arn },
});
const provider = (name: string) => `https://${name}.example.org`;
const jwtIssuer = { issuer: provider("login"), jwksUri: `${provider("login")}/jwks`, audiences: ["api"] };

/** Which provider of opaque tokens is told a token, or why none is. */
async function told(token: string, opaque: readonly object[], issuers: readonly object[] = [jwtIssuer]) {
  const { tokens } = validSettings({
    version: 1,
    tokens: { issuers, opaque },
    accessRules: [{ who: "anyone", may: ["read"], on: { api: true } }],
  });
  assert.ok(tokens);
  const asking: string[] = [];
  const authenticate = bearerTokenAuthenticator(
    tokens,
    {
      jwt: { verify: async () => ({ rejected: "verified_here" }) },
      opaque: {
        verify: async (_, { issuer }) => {
          asking.push(issuer);
          return { rejected: "asked" };
        },
      },
    },
    new TokenMemory(Date.now),
  );
  const answer = await authenticate(asked("GET", "/", { authorization: `Bearer ${token}` }), noHurry);
  return asking[0] ?? (answer.kind === "rejected" && answer.reason);
}

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const jwtOf = (iss: string) =>
  `${encoded({ alg: "RS256", kid: "k" })}.${encoded({ iss, sub: "u", aud: "api", exp: 4e9 })}.AAAA`;

describe("a token is told to", () => {
  const all = [at(provider("git"), "git_"), at(provider("hydra"), "ory_at_"), at(provider("rest"))];

  test("the provider whose prefix it has, in its own spelling and at its beginning", async () => {
    assert.equal(await told("git_abc", all), provider("git"));
    assert.equal(await told("ory_at_abc.def", all), provider("hydra"));
    // Three parts do not make a JSON Web Token.
    assert.equal(await told("git_a.b.c", all), provider("git"));
    for (const token of ["GIT_abc", "xgit_abc", "ory_rt_abc", "git-abc", "a.b.c", "abc"])
      assert.equal(await told(token, all), provider("rest"), token);
  });

  test("nobody when it has no provider's prefix, and no provider takes the others", async () => {
    for (const token of ["ory_rt_abc", "abc", "YQ.YQ.YQ"])
      assert.equal(await told(token, all.slice(0, 2)), "token_not_jwt", token);
  });

  test("nobody when it is a JSON Web Token, of a known issuer or not, whoever takes the others", async () => {
    assert.equal(await told(jwtOf(provider("login")), all), "verified_here");
    for (const iss of [provider("rest"), provider("git"), "https://evil.example"]) {
      assert.equal(await told(jwtOf(iss), all), "token_issuer_unknown", iss);
      assert.equal(await told(jwtOf(iss), all, []), "token_issuer_unknown", `${iss}, no issuers`);
    }
    assert.equal(await told(`${jwtOf(provider("login")).slice(0, -4)}AA==`, all), "token_encoding");
  });

  test("nobody when it holds what no token is made of", async () => {
    for (const token of ["git_a&b", "abc\r\nx", 'abc"', "=abc", "git_\u0131"])
      assert.equal(await told(token, all), "token_encoding", token);
  });
});

test("where Basic is for API keys, a header of that scheme is left to them, and one of any other scheme is rejected", async () => {
  const { tokens } = validSettings({
    version: 1,
    tokens: { issuers: [jwtIssuer] },
    accessRules: [{ who: "anyone", may: ["read"], on: { api: true } }],
  });
  assert.ok(tokens);
  const nobody = { verify: () => Promise.reject(new Error("nobody is asked")) };
  const authenticate = bearerTokenAuthenticator(
    tokens,
    { jwt: nobody, opaque: nobody },
    new TokenMemory(Date.now),
    true,
  );
  const answer = (...authorization: string[]) => authenticate(asked("GET", "/", { authorization }), noHurry);
  for (const basic of ["Basic dTpw", "bASIC dTpw", "Basic", "Basic ?"]) {
    assert.deepEqual(await answer(basic), absent);
  }
  for (const other of ["Digest x", "Basically dTpw", ""]) {
    assert.deepEqual(await answer(other), rejected("authorization_scheme_unknown"));
  }
  assert.deepEqual(await answer("Basic dTpw", "Bearer x"), rejected("authorization_doubled"));
  assert.deepEqual(await answer("Bearer x"), rejected("token_not_jwt"));
});
