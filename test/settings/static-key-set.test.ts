/** Key sets that are put beside the function: what is taken of them, and what is refused at synth. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { exportJWK, generateKeyPair, generateSecret, type JWK } from "jose";
import { validSettings } from "#core/settings/read-settings";
import type { IssuerSettings } from "#core/settings/tokens/issuer";
import { keySetInFile, keySetOfIssuer } from "#settings/static-key-set";
import { temporaryFolder } from "#test/infra/temporary-folder";

const rs = await generateKeyPair("RS256", { extractable: true });
const es = await generateKeyPair("ES256", { extractable: true });
const rsKey: JWK = { ...(await exportJWK(rs.publicKey)), kid: "b-rs" };
const esKey: JWK = { ...(await exportJWK(es.publicKey)), kid: "a-es", alg: "ES256", use: "sig" };

function issuer(more: Record<string, unknown> = {}): IssuerSettings {
  const settings = validSettings({
    version: 1,
    tokens: { issuers: [{ issuer: "https://login.example.org", audiences: ["geo"], ...more }] },
    accessRules: [{ who: "anyone", may: ["read"], on: { api: true } }],
  });
  const [only] = settings.tokens?.issuers ?? [];
  if (only === undefined) throw new Error("the test's settings hold no issuer");
  return only;
}

function inFile(content: unknown, more: object = {}) {
  const file = path.join(temporaryFolder(), "keys.json");
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return keySetInFile(file, issuer({ ...more }));
}

const keysOf = (had: object): JWK[] => ("keySet" in had ? JSON.parse(String(had.keySet)).keys : []);
const refusalOf = (had: object): string => ("refusal" in had ? String(had.refusal) : "");

describe("of a key set in a file", () => {
  test("the public members of keys for signatures are taken, and nothing else", async () => {
    const encryption = { ...(await exportJWK((await generateKeyPair("RS256")).publicKey)), use: "enc" };
    const said = { ...rsKey, alg: "RS256", use: "sig", x5c: ["MIIC"], x5t: "t", "x-remark": "canary" };
    const { kty, n, e } = rsKey;
    const { crv, x, y } = esKey;
    assert.deepEqual(keysOf(await inFile({ keys: [said, encryption, "no key", esKey], remark: "canary" })), [
      { kid: "a-es", kty: "EC", alg: "ES256", crv, x, y },
      { kid: "b-rs", kty, alg: "RS256", n, e },
    ]);
  });

  test("the text is the same however the keys and their members are ordered", async () => {
    const turned = Object.fromEntries(Object.entries(rsKey).reverse());
    assert.deepEqual(await inFile({ keys: [rsKey, esKey] }), await inFile({ keys: [esKey, turned] }));
  });

  test("a key without an algorithm stays without one, so that each of its type may be used", async () => {
    assert.deepEqual(keysOf(await inFile({ keys: [rsKey] }))[0]?.alg, undefined);
  });
});

describe("a file is refused, with the setting and what to do,", () => {
  const assertRefused = async (had: Promise<object>, reason: RegExp) => {
    const refusal = refusalOf(await had);
    assert.match(refusal, reason);
    assert.match(refusal, /tokens\.issuers\[\]\.staticKeys\.file of https:\/\/login\.example\.org/);
    assert.ok(!refusal.includes("canary"));
  };

  test("that is not there", () =>
    assertRefused(
      keySetInFile(path.join(temporaryFolder(), "no.json"), issuer()),
      /cannot be read: name a file/,
    ));

  test("that is no key set", async () => {
    for (const text of ["", "canary", "[]", "null", "{}", '{"keys": {}}', JSON.stringify(rsKey)]) {
      await assertRefused(inFile(text), /must hold the issuer's JSON Web Key Set/);
    }
  });

  test("that holds no key that could verify anything", async () => {
    const unusable = [
      { ...rsKey, use: "enc" },
      { kty: "RSA", kid: "canary" },
      { ...rsKey, n: "AQAB" },
    ];
    await assertRefused(inFile({ keys: [] }), /no key for signatures/);
    await assertRefused(inFile({ keys: unusable }), /no key for signatures/);
  });

  test("that holds no key for the algorithms which the issuer's tokens may have", () =>
    assertRefused(inFile({ keys: [esKey] }, { algorithms: ["RS256", "PS256"] }), /no key for RS256, PS256/));

  test("that holds more keys than a function looks at", () =>
    assertRefused(inFile({ keys: Array.from({ length: 101 }, () => rsKey) }), /more than 100 keys/));

  test("that holds a private or a symmetric key, beside whatever else", async () => {
    const secrets = [
      { ...(await exportJWK(rs.privateKey)), kid: "canary" },
      { ...(await exportJWK(es.privateKey)), kid: "canary", use: "enc" },
      await exportJWK(await generateSecret("HS256", { extractable: true })),
      { kty: "AKP", alg: "ML-DSA-44", priv: "canary" },
    ];
    for (const secret of secrets) {
      await assertRefused(inFile({ keys: [rsKey, secret] }), /holds a private or symmetric key/);
      await assertRefused(inFile(secret), /holds a private or symmetric key/);
    }
  });
});

describe("a key set that is fetched at synth", () => {
  let address = "";
  let answer: RequestListener = () => {};
  const server = createServer((request, response) => answer(request, response));
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  const fetched = () => keySetOfIssuer(issuer({ jwksUri: `${address}/jwks`, staticKeys: "fetch" }));

  test("is what the issuer shows, reduced as that of a file is", async () => {
    answer = (_, response) => response.end(JSON.stringify({ keys: [{ ...rsKey, x5c: ["MIIC"] }] }));
    assert.deepEqual(await fetched(), await inFile({ keys: [rsKey] }));
  });

  test("is refused, with what to do, where the issuer shows none or shows what no issuer may", async () => {
    const secret = await exportJWK(rs.privateKey);
    const answers: [RequestListener, RegExp][] = [
      [(_, response) => response.writeHead(503).end("canary"), /status 503/],
      [(_, response) => response.writeHead(302, { location: `${address}/other` }).end(), /status 302/],
      [(_, response) => response.end("x".repeat(300_000)), /jwksUri/],
      [(request) => request.socket.destroy(), /jwksUri/],
      [(_, response) => response.end("<html>canary"), /not JSON/],
    ];
    for (const [listener, reason] of answers) {
      answer = listener;
      const refusal = refusalOf(await fetched());
      assert.match(refusal, reason);
      assert.match(
        refusal,
        /staticKeys of https:.*give its keys as \{"file": "keys\.json"\}, or leave staticKeys out/,
      );
      assert.ok(!refusal.includes("canary"));
    }
    answer = (_, response) => response.end(JSON.stringify({ keys: [rsKey, secret] }));
    assert.match(refusalOf(await fetched()), /holds a private or symmetric key/);
  });
});
