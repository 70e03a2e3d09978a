/** The gates of bearer tokens that need no key: what is never even verified, and what verified claims must say. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { rejected } from "#core/authenticate/authenticator";
import { bearerTokenAuthenticator } from "#core/authenticate/bearer-token";
import { TokenMemory } from "#core/authenticate/token/token-memory";
import type { JwtVerifier, TokenVerifiers } from "#core/authenticate/token/token-verifier";
import { validSettings } from "#core/settings/read-settings";
import { asked, noHurry } from "../asked.ts";

const issuer = "https://login.example.org/realms/geo";
const base = { alg: "RS256", kid: "k1", typ: "at+jwt" };
const claims = { iss: issuer, sub: "u1", aud: "ogc-api", exp: 4_000_000_000 };

const encoded = (value: unknown) =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const token = (header: unknown = base, payload: unknown = claims, signature = encoded("signature")) =>
  `${encoded(header)}.${encoded(payload)}.${signature}`;

/** Stands for a verifier that finds every signature valid, and tells whether it was asked. */
function trusting(): JwtVerifier & { asked: number } {
  return {
    asked: 0,
    async verify({ text }) {
      this.asked++;
      const claims = JSON.parse(Buffer.from(text.split(".")[1] ?? "", "base64url").toString());
      return { claims, rememberUntil: 0, current: () => true };
    },
  };
}

function tokens(more: object = {}) {
  const issuers = [{ issuer, jwksUri: `${issuer}/certs`, audiences: ["ogc-api"], ...more }];
  const settings = validSettings({
    version: 1,
    tokens: { issuers },
    accessRules: [{ who: "anyone", may: ["read"], on: { api: true } }],
  });
  if (settings.tokens === undefined) throw new Error("the test's settings hold no tokens");
  return settings.tokens;
}

function recognising(jwt: JwtVerifier, more: object = {}) {
  const opaque: TokenVerifiers["opaque"] = { verify: () => Promise.reject(new Error("nobody is asked")) };
  return bearerTokenAuthenticator(tokens(more), { jwt, opaque }, new TokenMemory(Date.now));
}

async function answerTo(authorization: string | string[], more: object = {}) {
  const verifier = trusting();
  const authenticate = recognising(verifier, more);
  const answer = await authenticate(asked("GET", "/", { authorization }), noHurry);
  return { answer, verified: verifier.asked > 0 };
}

async function assertRejected(
  cases: readonly (readonly [string | string[], string])[],
  verified: boolean,
  more = {},
) {
  for (const [authorization, reason] of cases) {
    const result = await answerTo(authorization, more);
    assert.deepEqual(result.answer, rejected(reason), String(authorization).slice(0, 60));
    assert.equal(result.verified, verified, `${reason}: asked the verifier`);
  }
}

describe("a bearer token", () => {
  test("of a known issuer is recognised with its subject, issuer and scopes", async () => {
    const { answer } = await answerTo(`Bearer ${token(base, { ...claims, scope: "wells:read  balance" })}`);
    assert.ok(answer.kind === "recognised");
    const { kind, id, issuer: from, scopes } = answer.principal;
    assert.deepEqual(
      { kind, id, from, scopes },
      { kind: "token", id: "u1", from: issuer, scopes: ["wells:read", "balance"] },
    );
  });

  test("is absent without the header, and its scheme has no case", async () => {
    const authenticate = recognising(trusting());
    assert.equal((await authenticate(asked("GET", "/"), noHurry)).kind, "absent");
    assert.equal((await answerTo(`bEaReR ${token()}`)).answer.kind, "recognised");
  });

  test("has no scope that could be read as two, or that is none", async () => {
    const { answer } = await answerTo(
      `Bearer ${token(base, { ...claims, scp: ["x admin", "wells:read", "a\nb", 7] })}`,
    );
    assert.deepEqual(answer.kind === "recognised" && answer.principal.scopes, ["wells:read"]);
  });

  test("takes scopes from `scp` as a string or a list where there is no `scope`", async () => {
    for (const scp of ["a b", ["a", "b"]]) {
      const { answer } = await answerTo(`Bearer ${token(base, { ...claims, scp })}`);
      assert.deepEqual(answer.kind === "recognised" && answer.principal.scopes, ["a", "b"]);
    }
  });
});

describe("nobody is asked about a token that", () => {
  const bearer = (...parts: Parameters<typeof token>) => `Bearer ${token(...parts)}`;

  test("comes in another form than one Bearer credential", () =>
    assertRejected(
      [
        [token(), "authorization_scheme_unknown"],
        [`Bearer${token()}`, "authorization_scheme_unknown"],
        ["Basic dTpw", "authorization_scheme_unknown"],
        [`Bearer ${token()} x`, "authorization_scheme_unknown"],
        [[bearer(), bearer({ ...base, kid: "k2" })], "authorization_doubled"],
        ["Bearer ", "token_empty"],
      ],
      false,
    ));

  test("is longer than configured, up to a megabyte", () =>
    assertRejected(
      [
        [`Bearer ${"a".repeat(8193)}`, "token_too_long"],
        [`Bearer ${"a".repeat(1_048_576)}`, "token_too_long"],
        [bearer(base, { ...claims, padding: "x".repeat(1_000_000) }), "token_too_long"],
      ],
      false,
    ));

  test("is no JWT", () =>
    assertRejected(
      [
        ["Bearer opaque", "token_not_jwt"],
        ["Bearer a.b", "token_not_jwt"],
        ["Bearer a.b.c.d.e", "token_not_jwt"],
        [`Bearer ${encoded(base)}.${encoded(claims)}.`, "token_not_jwt"],
        [bearer("not json"), "token_not_jwt"],
        [bearer([]), "token_not_jwt"],
        [bearer(base, "null"), "token_not_jwt"],
      ],
      false,
    ));

  test("is encoded in another way than the one canonical way", () =>
    assertRejected(
      [
        [`Bearer ${encoded(base)}=.${encoded(claims)}.c2ln`, "token_encoding"],
        [`Bearer ${encoded(base)}.${encoded(claims)}.c2lnbh`, "token_encoding"],
        [`Bearer ${encoded(base)}.${encoded(claims)}.c2+n`, "token_encoding"],
        ["Bearer opa\u0131que", "token_encoding"],
        // Of these characters the lower octet is that of the letter in the other ones.
        [`Bearer ${encoded(base)}.${encoded(claims)}.c2l\u016e`, "token_encoding"],
        [`Bearer ${encoded(base)}.\u0165${encoded(claims).slice(1)}.c2ln`, "token_encoding"],
      ],
      false,
    ));

  test("names an issuer that is not configured, however alike", () =>
    assertRejected(
      ["https://evil.example.org", `${issuer}/`, issuer.toUpperCase(), undefined, [issuer], 7].map((iss) => [
        bearer(base, { ...claims, iss }),
        "token_issuer_unknown",
      ]),
      false,
    ));

  test("asks for an algorithm that is not configured", () =>
    assertRejected(
      ["none", "HS256", "PS256", "rs256", undefined, ["RS256"]].map((alg) => [
        bearer({ ...base, alg }),
        "token_algorithm",
      ]),
      false,
    ));

  test("brings or chooses its own key, or changes how it is read", () =>
    assertRejected(
      ["crit", "b64", "jku", "jwk", "x5u", "zip"].map((name) => [
        bearer({ ...base, [name]: null }),
        "token_header_parameter",
      ]),
      false,
    ));

  test("does not expire", () =>
    assertRejected(
      [undefined, "4000000000", null].map((exp) => [
        bearer(base, { ...claims, exp }),
        "token_without_expiry",
      ]),
      false,
    ));
});

describe("a verified token is rejected that", () => {
  const bearer = (payload: object, header: object = base) =>
    `Bearer ${token(header, { ...claims, ...payload })}`;

  test("is made for another service or client", async () => {
    await assertRejected(
      ["other", ["other"], undefined, [["ogc-api"]]].map((aud) => [bearer({ aud }), "token_audience"]),
      true,
    );
    const more = { audiences: [], clientIds: ["portal"] };
    await assertRejected(
      [
        [bearer({ client_id: "other", azp: "portal" }), "token_client"],
        [bearer({}), "token_client"],
      ],
      true,
      more,
    );
    assert.equal((await answerTo(bearer({ azp: "portal" }), more)).answer.kind, "recognised");
  });

  test("is an ID token or another kind of token", () =>
    assertRejected(
      [
        [bearer({ nonce: "n" }), "token_not_access_token"],
        [bearer({ at_hash: "h" }), "token_not_access_token"],
        [bearer({ token_use: "id" }), "token_not_access_token"],
        [bearer({ typ: "ID" }), "token_not_access_token"],
        [bearer({ typ: "Refresh" }), "token_not_access_token"],
        [bearer({}, { ...base, typ: "logout+jwt" }), "token_not_access_token"],
      ],
      true,
    ));

  test("has another type than at+jwt where the issuer sets that", async () => {
    const more = { accessTokenType: "at+jwt" };
    await assertRejected([[bearer({}, { ...base, typ: "JWT" }), "token_not_access_token"]], true, more);
    assert.equal(
      (await answerTo(bearer({}, { ...base, typ: "application/at+jwt" }), more)).answer.kind,
      "recognised",
    );
  });

  test("is bound to a key that nobody has proven", () =>
    assertRejected(
      [
        [bearer({ cnf: { jkt: "x" } }), "token_sender_constrained"],
        [bearer({ cnf: { jkt: "x" }, typ: "DPoP" }), "token_sender_constrained"],
      ],
      true,
    ));

  test("has no usable subject", () =>
    assertRejected(
      [undefined, "", 7, "x".repeat(256), "a\nb"].map((sub) => [bearer({ sub }), "token_subject"]),
      true,
    ));
});
