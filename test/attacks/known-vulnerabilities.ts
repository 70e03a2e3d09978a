/** Attacks that token libraries have fallen for, each by the number under which it is known. */
import type { KeyObject } from "node:crypto";
import { type Attack, eachOf, keySetAttack, tokenAttack } from "./attack.ts";
import { issuers, keys, published, soundGeo } from "./attacked-issuers.ts";
import { keyServer } from "./key-server.ts";
import { encoded, fixed, hmac, type SoundToken, signerOf } from "./signed-token.ts";

const { publicKey } = keys.rsa;
const spki = String(publicKey.export({ format: "pem", type: "spki" }));
const pkcs1 = String(publicKey.export({ format: "pem", type: "pkcs1" }));
const strange = signerOf("RS256", keys.stranger.privateKey);
const strangersKey = published(keys.stranger.publicKey, { kid: "stranger" });

/** A public key as OpenSSH writes it (RFC 4253 section 6.6, RFC 5656 section 3.1, RFC 8709 section 4). */
function openSsh(type: string, ...fields: readonly Buffer[]): string {
  const sized = [Buffer.from(type), ...fields].map((field) => {
    const size = Buffer.alloc(4);
    size.writeUInt32BE(field.length);
    return Buffer.concat([size, field]);
  });
  return `${type} ${Buffer.concat(sized).toString("base64")}`;
}

const octets = (key: KeyObject, member: "x" | "y") =>
  Buffer.from(key.export({ format: "jwk" })[member] ?? "", "base64url");

const edSsh = openSsh("ssh-ed25519", octets(keys.ed25519.publicKey, "x"));
const point = [octets(keys.p256.publicKey, "x"), octets(keys.p256.publicKey, "y")];
const ecSsh = openSsh(
  "ecdsa-sha2-nistp256",
  Buffer.from("nistp256"),
  Buffer.concat([Buffer.from([4]), ...point]),
);

const secretly = (cve: string, what: string, secret: string, bits: 256 | 384 | 512 = 256) =>
  tokenAttack(`${cve}: ${what}`, "token_algorithm", (twin) =>
    twin.headed({ alg: `HS${bits}` }, hmac(bits, secret)),
  );

/** A public key for the secret of HMAC, and no signature at all. */
const confused = [
  secretly("CVE-2015-9235", "jsonwebtoken took the public key for a secret", spki),
  secretly("CVE-2016-5431", "JOSE for PHP took the public key for a secret", spki, 512),
  secretly("CVE-2016-10555", "jwt-simple took the token's word for the algorithm", spki.trimEnd()),
  secretly("CVE-2017-11424", "PyJWT knew public keys in PKCS #1 from no secret", pkcs1),
  secretly("CVE-2019-20933", "InfluxDB had an empty secret where none was set", ""),
  secretly("CVE-2021-46743", "php-jwt took a key by its id for another kind of key", ecSsh, 384),
  secretly(
    "CVE-2022-23541",
    "jsonwebtoken used whatever key its callback gave",
    JSON.stringify(published(publicKey, {})),
  ),
  secretly("CVE-2022-29217", "PyJWT knew OpenSSH keys of Ed25519 from no secret", edSsh),
  secretly("CVE-2023-48223", "fast-jwt knew public keys in PKCS #1 from no secret", pkcs1.trimEnd()),
  secretly("CVE-2023-48238", "json-web-token took the token's word for the algorithm", spki, 384),
  secretly("CVE-2024-33663", "python-jose knew OpenSSH keys of ECDSA from no secret", ecSsh),
  secretly(
    "CVE-2026-22817",
    "Hono took the token's word where a key names no algorithm",
    JSON.stringify(issuers.geo.keys[0]),
  ),
  secretly("CVE-2026-34950", "fast-jwt knew a public key behind white space from no secret", `\n ${spki}`),
  secretly(
    "CVE-2026-44699",
    "LibJWT verified with an empty secret where an RSA key names no algorithm",
    "",
    512,
  ),
  tokenAttack(
    "CVE-2022-23540: jsonwebtoken took none for an algorithm where none was configured",
    "token_not_jwt",
    (twin) => twin.headed({ alg: "none" }, fixed(Buffer.alloc(0))),
  ),
  tokenAttack(
    "CVE-2020-28042: ServiceStack compared as many octets as the signature had",
    "token_not_jwt",
    (twin) => `${twin.parts[0]}.${encoded({ ...twin.claims, sub: "admin" })}.`,
  ),
];

/** Signatures and keys that prove nothing. */
const unproven = [
  tokenAttack(
    "CVE-2018-0114: node-jose verified with the key that a token brought",
    "token_header_parameter",
    (twin) => twin.headed({ jwk: strangersKey, kid: "stranger" }, strange),
  ),
  tokenAttack(
    "CVE-2026-34240: jose for Dart took a key of the header for a candidate",
    "token_header_parameter",
    (twin) =>
      twin.headed(
        { jwk: published(keys.stranger.publicKey, { kid: "rsa", alg: "RS256", use: "sig" }) },
        strange,
      ),
  ),
  tokenAttack(
    "CVE-2024-21643: IdentityModel fetched keys from where a token said",
    "token_header_parameter",
    (twin) => twin.headed({ jku: `${keyServer}/metadata`, kid: "stranger" }, strange),
  ),
  ...eachOf<readonly [string, Buffer]>(
    [
      ["raw", Buffer.alloc(64)],
      ["in DER", Buffer.from("3006020100020100", "hex")],
    ],
    ([form, zeros]) =>
      tokenAttack(
        `CVE-2022-21449: Java took zeros for an ECDSA signature, ${form}`,
        "token_signature",
        (twin) => twin.headed({ typ: "JWT" }, fixed(zeros)),
        "p256",
      ),
  ),
  tokenAttack(
    "CVE-2022-23539: jsonwebtoken took a key of another type for RS256",
    "token_algorithm",
    (twin) => twin.headed({ kid: "p256" }, signerOf("ES256", keys.p256.privateKey)),
  ),
  tokenAttack(
    "CVE-2026-48523: PyJWT verified by the key's algorithm and allowed by the header's",
    "token_signature",
    (twin) => twin.headed({ "//": "signed by RS512" }, signerOf("RS512", twin.key)),
  ),
  tokenAttack(
    "CVE-2026-35039: fast-jwt could mistake one token of its cache for another",
    "token_signature",
    (twin) => {
      const escalated = { ...twin.claims, scope: "admin" };
      return `${twin.parts[0]}.${encoded(escalated)}.${twin.parts[2]}`;
    },
  ),
];

/** Clauses that were passed over. */
const unread = [
  tokenAttack(
    "CVE-2025-59420: Authlib passed over what a token called critical",
    "token_header_parameter",
    (twin) => twin.headed({ crit: ["bork"], bork: "x" }),
  ),
  tokenAttack(
    "CVE-2026-35042: fast-jwt passed over a binding that a token called critical",
    "token_header_parameter",
    (twin) => twin.headed({ crit: ["cnf"], cnf: { jkt: "x" } }),
  ),
  tokenAttack(
    "CVE-2025-30144: fast-jwt took a list with the issuer in it for the issuer",
    "token_issuer_unknown",
    (twin) => twin.claiming({ iss: ["https://evil.example.org", issuers.geo.issuer] }),
  ),
  tokenAttack("CVE-2020-26160: jwt-go took any list for the audience", "token_audience", (twin) =>
    twin.claiming({ aud: ["", "another-api"] }),
  ),
];

/** What costs the verifier more than the attacker. */
const expensive = [
  tokenAttack(
    "CVE-2025-22868: jws of golang.org/x/oauth2 split a token at every dot",
    "token_not_jwt",
    (twin) => `${twin.text}${".".repeat(4000)}`,
  ),
  tokenAttack(
    "CVE-2025-27144: go-jose split a token at every dot",
    "token_not_jwt",
    (twin) => ".a".repeat(3000) + twin.text,
  ),
  tokenAttack("CVE-2025-30204: golang-jwt split a token at every dot", "token_too_long", () =>
    ".".repeat(1_000_000),
  ),
  ...eachOf(
    [
      ["CVE-2024-28176: jose", "dir"],
      ["CVE-2024-28180: go-jose", "A256KW"],
    ] as const,
    ([library, alg]) =>
      tokenAttack(
        `${library} decompressed as much as an encrypted token held`,
        "token_not_jwt",
        (twin: SoundToken) =>
          `${encoded({ alg, enc: "A256GCM", zip: "DEF" })}..aXY.${encoded(twin.text)}.dGFn`,
      ),
  ),
  tokenAttack(
    "CVE-2026-48524: PyJWT fetched the key set for every unknown key id",
    "token_key_unknown",
    (twin) => twin.headed({ kid: crypto.randomUUID() }, strange),
  ),
  keySetAttack(
    "CVE-2026-48524: PyJWT fetched the key set again and again when that failed",
    { fault: "jwks_unavailable" },
    (_, response) => response.writeHead(503).end(),
    { sent: () => soundGeo("p256").headed({ kid: crypto.randomUUID() }) },
  ),
];

/** All of them. */
export const attacks: readonly Attack[] = [...confused, ...unproven, ...unread, ...expensive];
