/** Tokens verified against a key set that is served over HTTP, signed by a library that is not the verifier's. */
import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, test } from "node:test";
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from "jose";
import { jwtVerifier } from "#adapters/tokens/jwt-verifier";
import { unverifiedToken } from "#core/authenticate/token/unverified-token";
import { Fault } from "#core/fault";
import { validSettings } from "#core/settings/read-settings";
import { noHurry } from "#test/core/asked";

const keys = {
  rs: await generateKeyPair("RS256", { extractable: true }),
  es: await generateKeyPair("ES256", { extractable: true }),
  ed: await generateKeyPair("EdDSA", { extractable: true }),
  stranger: await generateKeyPair("RS256", { extractable: true }),
};
const published = {
  keys: [
    { ...(await exportJWK(keys.rs.publicKey)), kid: "rs" },
    { ...(await exportJWK(keys.es.publicKey)), kid: "es", alg: "ES256", use: "sig" },
    { ...(await exportJWK(keys.ed.publicKey)), kid: "ed" },
    { ...(await exportJWK(keys.stranger.publicKey)), kid: "enc", use: "enc" },
  ],
};

let server: Server;
let jwksUri = "";
let answer = () => ({ status: 200, body: JSON.stringify(published) });
before(async () => {
  server = createServer((_, response) => {
    const { status, body } = answer();
    response.writeHead(status, { "content-type": "application/json" }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  jwksUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});

const issuer = "https://login.example.org";
const now = () => Math.floor(Date.now() / 1000);

function tokens() {
  const algorithms = ["RS256", "ES256", "EdDSA"];
  const { tokens: settings } = validSettings({
    version: 1,
    tokens: { issuers: [{ issuer, jwksUri, audiences: ["a"], algorithms }], clockSkewSeconds: 5 },
    accessRules: [{ who: "anyone", may: ["read"], on: { api: true } }],
  });
  if (settings === undefined) throw new Error("the test's settings hold no tokens");
  return settings;
}

function verifying() {
  const settings = tokens();
  const verifier = jwtVerifier(settings, Date.now);
  return async (text: string) => {
    const token = unverifiedToken(text, new Map(settings.issuers.map((each) => [each.issuer, each])));
    return "rejected" in token ? token : verifier.verify(token, noHurry);
  };
}

function signed(kid: string, alg: string, key: CryptoKey, payload: object = {}): Promise<string> {
  return new SignJWT({ iss: issuer, sub: "u1", aud: "a", exp: now() + 60, ...payload })
    .setProtectedHeader({ alg, kid })
    .sign(key);
}

describe("a token", () => {
  test("is verified with RSA, elliptic curve and Edwards curve keys", async () => {
    const verify = verifying();
    for (const [kid, alg, pair] of [
      ["rs", "RS256", keys.rs],
      ["es", "ES256", keys.es],
      ["ed", "EdDSA", keys.ed],
    ] as const) {
      const result = await verify(await signed(kid, alg, pair.privateKey));
      assert.equal("claims" in result && result.claims.sub, "u1", alg);
    }
  });

  test("is rejected with a reason code", async () => {
    const verify = verifying();
    const valid = await signed("rs", "RS256", keys.rs.privateKey);
    const [header, , signature] = valid.split(".");
    const [, otherPayload] = (await signed("rs", "RS256", keys.rs.privateKey, { sub: "root" })).split(".");
    const cases: [string, string][] = [
      [await signed("rs", "RS256", keys.stranger.privateKey), "token_signature"],
      [`${header}.${otherPayload}.${signature}`, "token_signature"],
      [`${valid.split(".").slice(0, 2).join(".")}.AAAA`, "token_signature"],
      [await signed("rs", "RS256", keys.rs.privateKey, { exp: now() - 6 }), "token_expired"],
      [await signed("rs", "RS256", keys.rs.privateKey, { nbf: now() + 60 }), "token_not_yet_valid"],
      [await signed("none", "RS256", keys.rs.privateKey), "token_key_unknown"],
      [await signed("enc", "RS256", keys.stranger.privateKey), "token_key_unknown"],
      [await signed("es", "RS256", keys.rs.privateKey), "token_algorithm"],
      [await signed("ed", "ES256", keys.es.privateKey), "token_algorithm"],
    ];
    for (const [text, reason] of cases) assert.deepEqual(await verify(text), { rejected: reason });
  });

  test("may be off by the configured clock skew", async () => {
    const result = await verifying()(await signed("rs", "RS256", keys.rs.privateKey, { exp: now() - 3 }));
    assert.ok("claims" in result);
  });
});

test("a key set that cannot be had, or is none, is a fault that names its setting", async () => {
  const bad = [
    { status: 500, body: "" },
    { status: 302, body: "" },
    { status: 200, body: "<html>" },
    { status: 200, body: "x".repeat(300_000) },
  ];
  for (const each of bad) {
    answer = () => each;
    await assert.rejects(
      verifying()(await signed("rs", "RS256", keys.rs.privateKey)),
      (error) => error instanceof Fault && /jwks/.test(error.code) && /jwksUri/.test(error.message),
    );
  }
});
