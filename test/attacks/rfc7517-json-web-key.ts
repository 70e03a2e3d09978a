/** Attacks by the key set (RFC 7517): what it holds beside its keys' sound ones, and what is answered instead of it. */
import type { RequestListener, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { type Attack, eachOf, keySetAttack } from "./attack.ts";
import { issuers, keys, published } from "./attacked-issuers.ts";
import { encodedMessage, sha256Info } from "./encoded-message.ts";
import { keyServer, keySet } from "./key-server.ts";
import { type Members, type SoundToken, signerOf } from "./signed-token.ts";

const sound: readonly Members[] = issuers.geo.keys;

/** The key set in which one key is another: `undefined` leaves the key, or a member of it, out. */
const withKey = (kid: string, change: (key: Members) => unknown): RequestListener =>
  keySet(sound.map((key) => (key.kid === kid ? change(key) : key)).filter((key) => key !== undefined));

const changed = (more: Members) => withKey("rsa", (key) => ({ ...key, ...more }));

const by = (algorithm: string, key: (typeof keys)[keyof typeof keys]) => (twin: SoundToken) =>
  twin.signedBy(signerOf(algorithm, key.privateKey));

/** What an RSA signature of the token is with the exponent 1: its hash, padded. */
const paddedHash = (twin: SoundToken) =>
  twin.signedAs(encodedMessage(sha256Info(twin.parts.slice(0, 2).join("."))));

/** Sections 4.1 to 4.5: a key that is not for verifying is none, however sound the others. */
const unfitKeys = [
  keySetAttack(
    "a key was removed",
    "token_key_unknown",
    withKey("rsa", () => undefined),
  ),
  ...eachOf(["enc", "SIG", "", ["sig"], null], (use) =>
    keySetAttack(`a key is for the use ${JSON.stringify(use)}`, "token_key_unknown", changed({ use })),
  ),
  ...eachOf([["sign"], ["encrypt", "wrapKey"], [], "verify", { verify: true }], (key_ops) =>
    keySetAttack(
      `a key is for the operations ${JSON.stringify(key_ops)}`,
      "token_key_unknown",
      changed({ key_ops }),
    ),
  ),
  ...eachOf(["RS512", "PS256"], (alg) =>
    keySetAttack(`a key is for another algorithm, ${alg}`, "token_algorithm", changed({ alg })),
  ),
  ...eachOf(["RSA-OAEP", "HS256", "none", "", ["RS256"]], (alg) =>
    keySetAttack(`a key is for the algorithm ${JSON.stringify(alg)}`, "token_key_unknown", changed({ alg })),
  ),
  ...eachOf([null, 1, ["rsa"], "RSA"], (kid) =>
    keySetAttack(`a key has the id ${JSON.stringify(kid)}`, "token_key_unknown", changed({ kid })),
  ),
  ...eachOf([undefined, "rsa", "EC", "oct", ["RSA"]], (kty) =>
    keySetAttack(
      `an RSA key has the type ${JSON.stringify(kty) ?? "of none"}`,
      "token_key_unknown",
      changed({ kty }),
    ),
  ),
  keySetAttack(
    "a secret is published as a key",
    "token_key_unknown",
    withKey("rsa", () => ({ kty: "oct", kid: "rsa", k: "c2VjcmV0" })),
  ),
  keySetAttack(
    "a private key is published",
    "token_key_unknown",
    withKey("rsa", () => published(keys.rsa.privateKey, { kid: "rsa" })),
  ),
  ...eachOf([null, 7, "key", [], {}], (key) =>
    keySetAttack(
      `in place of a key is ${JSON.stringify(key)}`,
      "token_key_unknown",
      withKey("rsa", () => key),
    ),
  ),
  keySetAttack(
    "a key id stands for a second key, and the token was signed by a third",
    "token_signature",
    keySet([...sound, published(keys.other.publicKey, { kid: "rsa" })]),
    { sent: by("RS256", keys.stranger) },
  ),
];

/** RFC 7518 sections 6.2 and 6.3: a key with which anybody could sign, or that is none. */
const weakKeys = [
  keySetAttack(
    "an RSA key has 1024 bits",
    "token_key_unknown",
    withKey("rsa", () => published(keys.weak.publicKey, { kid: "rsa" })),
    { sent: by("RS256", keys.weak) },
  ),
  keySetAttack("an RSA key has the exponent 1", "token_key_unknown", changed({ e: "AQ" }), {
    sent: paddedHash,
  }),
  ...eachOf(["AA", "", "Ag"], (e) =>
    keySetAttack(`an RSA key has the exponent ${JSON.stringify(e)}`, "token_key_unknown", changed({ e })),
  ),
  keySetAttack("an RSA key has no modulus", "token_key_unknown", changed({ n: undefined })),
  ...eachOf(
    [
      { x: "AAAA" },
      { x: Buffer.alloc(32).toString("base64url"), y: Buffer.alloc(32).toString("base64url") },
      { y: undefined },
      { crv: "P-384" },
      { crv: "secp256k1" },
    ],
    (more) =>
      keySetAttack(
        `a curve's key is changed in ${Object.keys(more).join(" and ")}${more.crv ? ` (${more.crv})` : ""}`,
        "token_key_unknown",
        withKey("p256", (key) => ({ ...key, ...more })),
        { key: "p256" },
      ),
  ),
  keySetAttack(
    "a key of another curve has the id",
    "token_algorithm",
    withKey("p256", () => published(keys.p384.publicKey, { kid: "p256" })),
    { sent: by("ES256", keys.p384), key: "p256" },
  ),
];

const text =
  (body: string | Buffer, headers: Record<string, string> = {}): RequestListener =>
  (_, response) =>
    void response.writeHead(200, { "content-type": "application/json", ...headers }).end(body);

/** An answer that begins well and goes on like this. */
const begun =
  (goesOn: (response: ServerResponse) => void): RequestListener =>
  (_, response) => {
    response.writeHead(200, { "content-type": "application/json" }).write('{"keys":[');
    goesOn(response);
  };

/** Sends a space every few milliseconds for as long as anybody listens. */
const dripping = begun((response) => {
  const drip = setInterval(() => response.write(" "), 20);
  response.on("close", () => clearInterval(drip));
});

/** Section 5: what is no key set, or holds no key, is the issuer's fault and nobody's refusal. */
const noKeySets = [
  ...eachOf(
    [
      ["a page", "<html><body>Sign in</body></html>"],
      ["nothing", ""],
      ["null", "null"],
      ["a list of keys", JSON.stringify(sound)],
      ["an object without keys", "{}"],
      ["an object of keys", JSON.stringify({ keys: { ...sound } })],
      ["null for keys", '{"keys":null}'],
      ["a set of no keys", '{"keys":[]}'],
      ["a key set written as a text", JSON.stringify({ keys: JSON.stringify(sound) })],
      ["a key set cut off at its end", JSON.stringify({ keys: sound }).slice(0, -1)],
      ["a key set with a remark behind it", `${JSON.stringify({ keys: sound })} // keys`],
      ["a key set behind a byte order mark", `\u{FEFF}${JSON.stringify({ keys: sound })}`],
      ["a key set that names its keys twice", `{"keys":${JSON.stringify(sound)},"keys":[]}`],
      ["a key set by its prototype", `{"__proto__":{"keys":${JSON.stringify(sound)}}}`],
      [
        "a key set with ten thousand entries before its keys",
        JSON.stringify({ keys: [...Array(10_000).fill({}), ...sound] }),
      ],
      ["a key set whose one key is for encryption", JSON.stringify({ keys: [{ ...sound[0], use: "enc" }] })],
      ["200,000 lists within each other", "[".repeat(200_000)],
    ] as const,
    ([what, body]) =>
      keySetAttack(`in place of a key set comes ${what}`, { fault: "jwks_invalid" }, text(body)),
  ),
  keySetAttack(
    "the set is compressed, which nobody asked for",
    { fault: "jwks_invalid" },
    text(gzipSync(Buffer.alloc(50_000_000)), { "content-encoding": "gzip" }),
  ),
];

/** The set cannot be had: nothing is followed, waited for or read beyond its bound (RFC 9700 section 4.11 for redirects). */
const unavailable = [
  ...eachOf([301, 302, 303, 307, 308], (status) =>
    keySetAttack(
      `the address redirects to a sound set: ${status}`,
      { fault: "jwks_unavailable" },
      (_, response) => {
        response
          .writeHead(status, { location: `${keyServer}/geo?moved` })
          .end(JSON.stringify({ keys: sound }));
      },
    ),
  ),
  ...eachOf([201, 204, 206, 401, 403, 404, 500, 503], (status) =>
    keySetAttack(
      `the address answers with status ${status}`,
      { fault: "jwks_unavailable" },
      (_, response) => {
        response.writeHead(status).end(status === 204 ? undefined : JSON.stringify({ keys: sound }));
      },
    ),
  ),
  keySetAttack(
    "the set has 10 MB",
    { fault: "jwks_unavailable" },
    text(`${" ".repeat(10_000_000)}{"keys":[]}`),
  ),
  keySetAttack(
    "the set never ends",
    { fault: "jwks_unavailable" },
    begun((response) => {
      const more = () => {
        if (!response.destroyed) response.write(" ".repeat(65_536), more);
      };
      more();
    }),
  ),
  keySetAttack("the set drips in", { fault: "jwks_unavailable" }, dripping),
  keySetAttack(
    "the connection ends within the set",
    { fault: "jwks_unavailable" },
    begun((response) => setTimeout(() => response.destroy(), 20)),
  ),
  keySetAttack(
    "the connection ends before an answer",
    { fault: "jwks_unavailable" },
    (request) => request.socket.destroy(),
    { requests: 2 },
  ),
  keySetAttack("nobody answers", { fault: "jwks_unavailable" }, () => {}),
];

/** All of them. */
export const attacks: readonly Attack[] = [...unfitKeys, ...weakKeys, ...noKeySets, ...unavailable];
