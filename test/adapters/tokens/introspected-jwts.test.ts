/** JSON Web Tokens that their issuer is asked about as well: only genuine ones, and only where both say the same. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { introspectedJwts } from "#adapters/tokens/introspected-jwts";
import { acceptedJwt } from "#core/authenticate/token/access-token-kind";
import { scopesOf } from "#core/authenticate/token/token-principal";
import type { RejectedToken, VerifiedToken } from "#core/authenticate/token/token-verifier";
import type { UnverifiedToken } from "#core/authenticate/token/unverified-token";
import { validSettings } from "#core/settings/read-settings";
import { noHurry } from "#test/core/asked";

const issuerSettings = (more: object = {}) => {
  const introspection = {
    clientSecretArn: "arn:aws:secretsmanager:eu-central-1:123456789012:secret:introspection-AbCdEf",
  };
  const issuer = "https://login.example.org";
  const { tokens } = validSettings({
    version: 1,
    tokens: {
      issuers: [{ issuer, jwksUri: `${issuer}/certs`, audiences: ["api"], introspection, ...more }],
    },
    accessRules: [{ who: "anyone", may: ["read"], on: { api: true } }],
  });
  return tokens?.issuers[0] ?? assert.fail();
};

const local = {
  iss: "https://login.example.org",
  sub: "u1",
  aud: ["api", "account"],
  azp: "portal",
  exp: 2_000_000_000,
  scope: "read write",
};
const until = 1_900_000_000_000;

/** A token that has passed the gates; the verifiers of these tests look at none of it. */
const tokenOf = (issuer: UnverifiedToken["issuer"]): UnverifiedToken => {
  const nothing = new Uint8Array();
  return { text: "a.b.c", header: {}, claims: {}, issuer, signingInput: nothing, signature: nothing };
};

/** A token of which the key set says one thing and its issuer another. */
function asking(
  answered: object | RejectedToken,
  verified: object | RejectedToken = local,
  issuer = issuerSettings(),
) {
  const state = { asked: [] as string[], keys: true, endpoint: true };
  const said = (claims: object, current: () => boolean): VerifiedToken | RejectedToken =>
    "rejected" in claims
      ? (claims as RejectedToken)
      : { claims: { ...claims }, rememberUntil: until, current };
  const verifier = introspectedJwts(
    { verify: async () => said(verified, () => state.keys) },
    async () => async (token) => {
      state.asked.push(token);
      return said(answered, () => state.endpoint);
    },
  );
  const verify = () => verifier.verify(tokenOf(issuer), noHurry);
  return { state, verify };
}

describe("a JSON Web Token that is introspected", () => {
  test("is verified here first: a forged one never becomes a call", async () => {
    const { state, verify } = asking({}, { rejected: "token_signature" });
    assert.deepEqual(await verify(), { rejected: "token_signature" });
    assert.deepEqual(state.asked, []);
  });

  test("is refused when its issuer says that it is not active", async () => {
    const { state, verify } = asking({ rejected: "token_inactive" });
    assert.deepEqual(await verify(), { rejected: "token_inactive" });
    assert.deepEqual(state.asked, ["a.b.c"]);
  });

  test("has the claims of both, of which the issuer's newer ones count", async () => {
    const verified = await asking({ ...local, scope: "read", client_id: "portal", username: "ann" }).verify();
    assert.deepEqual("claims" in verified && verified.claims, {
      ...local,
      scope: "read",
      client_id: "portal",
      username: "ann",
    });
  });

  test("has no scope any more that its issuer has taken back, whatever the name and the form on either side", async () => {
    const { scope: _, ...bare } = local;
    const forms: [held: object, said: object, scopeClaim: string | undefined][] = [
      [{ scp: ["read", "write"] }, { scope: "read" }, "scp"],
      [{ scp: ["read", "write"] }, { scope: "read" }, undefined],
      [{ scp: "read write" }, { scope: ["read"] }, "scp"],
      [{ scope: "read write" }, { scp: ["read"] }, "scope"],
      [{ scope: "read write" }, { scp: ["read"] }, undefined],
      [{ scope: "read write", scp: ["read", "write"] }, { scope: "read" }, "scp"],
      [{}, { scope: "read" }, "scp"],
    ];
    for (const [held, said, scopeClaim] of forms) {
      const issuer = issuerSettings(scopeClaim === undefined ? {} : { scopeClaim });
      const verified = await asking({ ...bare, ...said }, { ...bare, ...held }, issuer).verify();
      assert.ok("claims" in verified);
      const title = JSON.stringify([held, said, scopeClaim]);
      assert.deepEqual(scopesOf(verified.claims, issuer), ["read"], title);
      assert.doesNotMatch(JSON.stringify(verified.claims), /write/, title);
    }
    const none = await asking({ ...bare, scope: "" }, { ...bare, scp: ["read"] }).verify();
    assert.deepEqual("claims" in none && [none.claims.scope, none.claims.scp], ["", []]);
  });

  test("keeps its rights under another name than scopes have", async () => {
    const issuer = issuerSettings({ scopeClaim: "permissions" });
    const held = { ...local, permissions: ["edit"] };
    const verified = await asking({ ...local, scope: "openid" }, held, issuer).verify();
    assert.deepEqual("claims" in verified && scopesOf(verified.claims, issuer), ["edit"]);
  });

  test("may leave out what the answer holds, and the other way round", async () => {
    const { sub: _sub, aud: _aud, ...light } = local;
    for (const [one, other] of [
      [local, light],
      [light, local],
      [{}, local],
    ] as const) {
      const verified = await asking(one, other).verify();
      assert.deepEqual("claims" in verified && verified.claims, { ...other, ...one });
    }
  });

  test("is refused where the answer is about another token, subject, client or audience", async () => {
    for (const other of [
      { iss: "https://login.example.com" },
      { sub: "u2" },
      { sub: ["u1"] },
      { exp: local.exp + 1 },
      { azp: "other" },
      { client_id: "other" },
      { aud: "another-api" },
      { aud: ["api", "another-api"] },
      { aud: [], sub: "U1" },
    ]) {
      assert.deepEqual(
        await asking({ ...local, ...other }).verify(),
        { rejected: "token_introspection_mismatch" },
        JSON.stringify(other),
      );
    }
    for (const name of ["jti", "cnf"]) {
      const { verify } = asking({ ...local, [name]: "x" }, { ...local, [name]: "y" });
      assert.deepEqual(await verify(), { rejected: "token_introspection_mismatch" }, name);
    }
    const byMail = issuerSettings({ subjectClaim: "email" });
    const { verify } = asking(
      { ...local, email: "a@example.org" },
      { ...local, email: "b@example.org" },
      byMail,
    );
    assert.deepEqual(await verify(), { rejected: "token_introspection_mismatch" });
  });

  test("may be answered with fewer audiences, as a text or a list", async () => {
    for (const aud of ["api", ["account"], ["account", "api"]]) {
      const verified = await asking({ ...local, aud }).verify();
      assert.deepEqual("claims" in verified && verified.claims.aud, aud);
    }
  });

  test("is an access token still, when Hydra and Keycloak say of which kind it is", async () => {
    const issuer = issuerSettings({ requiredClaims: { typ: "Bearer" } });
    const verified = await asking({ ...local, typ: "Bearer" }, local, issuer).verify();
    assert.ok("claims" in verified);
    assert.equal(acceptedJwt(verified.claims, issuer, { typ: "JWT" }), undefined);
  });

  test("is remembered as long as the answer may be, while keys and endpoint are the same, and not past its end", async () => {
    const { state, verify } = asking(local);
    const verified = await verify();
    assert.ok("claims" in verified);
    assert.equal(verified.rememberUntil, until);
    assert.ok(verified.current());
    state.keys = false;
    assert.equal(verified.current(), false);
    Object.assign(state, { keys: true, endpoint: false });
    assert.equal(verified.current(), false);
    const ends = await asking({}, { ...local, exp: 1_800_000_000 }).verify();
    assert.equal("claims" in ends && ends.rememberUntil, 1_800_000_000_000);
  });

  test("of an issuer that is not to be asked is verified here alone", async () => {
    const verified: VerifiedToken = { claims: local, rememberUntil: until, current: () => true };
    const verifier = introspectedJwts({ verify: async () => verified }, () => undefined);
    assert.equal(await verifier.verify(tokenOf(issuerSettings()), noHurry), verified);
  });
});
