/** Attacks that RFC 8725 (JSON Web Token Best Current Practices) warns of, by its sections. */
import { deflateRawSync } from "node:zlib";
import { type Attack, eachOf, tokenAttack } from "./attack.ts";
import { issuers, keys, published } from "./attacked-issuers.ts";
import { keyServer } from "./key-server.ts";
import { compact, encoded, hmac, signerOf } from "./signed-token.ts";

const { geo, other } = issuers;
const strange = signerOf("RS256", keys.stranger.privateKey);
const byOther = signerOf("ES256", keys.other.privateKey);

/** Sections 2.2 and 3.5: a secret that can be guessed. */
const secrets = eachOf(["password", "changeme", "your-256-bit-secret", geo.issuer, "ogc-api"], (secret) =>
  tokenAttack(`is signed with a secret that one could guess: ${secret}`, "token_algorithm", (twin) =>
    twin.headed({ alg: "HS256" }, hmac(256, secret)),
  ),
);

/** Sections 2.3 and 3.3: encryption, which hides who has signed. */
const encrypted = [
  ...eachOf(["RSA-OAEP", "dir", "ECDH-ES", "PBES2-HS256+A128KW"], (alg) =>
    tokenAttack(`is encrypted by ${alg} in five parts`, "token_not_jwt", (twin) => {
      const header = encoded({ alg, enc: "A256GCM", cty: "JWT", p2c: 2_000_000_000, p2s: "c2FsdA" });
      return `${header}.${alg === "dir" ? "" : "a2V5"}.aXY.${encoded(twin.text)}.dGFn`;
    }),
  ),
  tokenAttack("is encrypted, in the JSON serialization", "token_encoding", (twin) =>
    JSON.stringify({ protected: encoded({ alg: "dir", enc: "A256GCM" }), ciphertext: encoded(twin.text) }),
  ),
  tokenAttack("has the header of an encrypted token", "token_algorithm", (twin) =>
    twin.headed({ alg: "RSA-OAEP-256", enc: "A256GCM" }),
  ),
];

/** Sections 2.4 and 3.6: compression. */
const compressed = [
  tokenAttack("says that it is compressed", "token_header_parameter", (twin) => twin.headed({ zip: "DEF" })),
  tokenAttack("is compressed", "token_not_jwt", (twin) =>
    compact(
      { ...twin.header, zip: "DEF" },
      deflateRawSync(JSON.stringify(twin.claims)),
      signerOf("RS256", twin.key),
    ),
  ),
  tokenAttack("is compressed to a thousandth", "token_not_jwt", (twin) =>
    compact(
      { ...twin.header, zip: "DEF" },
      deflateRawSync(Buffer.alloc(4_000_000, " ")),
      signerOf("RS256", twin.key),
    ),
  ),
];

/** Sections 2.7 and 3.8: the issuer's own keys, and no other issuer's, vouch for a token of an issuer. */
const substituted = [
  tokenAttack("is another configured issuer's token, which says to be of this one", "token_key_unknown", () =>
    compact(other.sound().header, { ...other.sound().claims, iss: geo.issuer }, byOther),
  ),
  tokenAttack(
    "is signed by another configured issuer under a key id of this one",
    "token_signature",
    (twin) => twin.signedBy(byOther),
    "p256",
  ),
  tokenAttack(
    "names the key of another issuer with its address",
    "token_key_unknown",
    (twin) => twin.headed({ kid: `${other.issuer}#other` }, byOther),
    "p256",
  ),
  tokenAttack("carries the issuer in its header instead of its claims", "token_issuer_unknown", (twin) =>
    compact(
      { ...twin.header, iss: geo.issuer },
      { ...twin.claims, iss: undefined },
      signerOf("RS256", twin.key),
    ),
  ),
];

/** Sections 2.9 and 3.10: what a header names is looked up by nobody. */
const injected = [
  ...eachOf(
    [
      "../../../../dev/null",
      "/proc/sys/kernel/randomize_va_space",
      "x' UNION SELECT 'secret' -- ",
      "*)(uid=*))(|(uid=*",
      "rsa; sleep 10",
      "${jndi:ldap://127.0.0.1/a}",
      "https://evil.example/key",
      "169.254.169.254",
      "rsa\r\nx-forwarded-for: 127.0.0.1",
    ],
    (kid) =>
      tokenAttack(`has ${JSON.stringify(kid)} for a key id`, "token_key_unknown", (twin) =>
        twin.headed({ kid }, strange),
      ),
  ),
  ...eachOf(
    [
      "http://169.254.169.254/latest/meta-data/iam/security-credentials/",
      "http://[fd00:ec2::254]/latest/meta-data/",
      "http://localhost:9001/2018-06-01/runtime/invocation/next",
      `${keyServer}/geo`,
      "data:application/json,{}",
    ],
    (address) =>
      tokenAttack(
        `names its keys at ${address.replace(keyServer, "the issuer's own server")}`,
        "token_header_parameter",
        (twin) => twin.headed({ jku: address }, strange),
      ),
  ),
  tokenAttack("names its certificate at an address of a link", "token_header_parameter", (twin) =>
    twin.headed({ x5u: "http://169.254.169.254/cert.pem" }, strange),
  ),
  tokenAttack("brings the issuer's own public key", "token_header_parameter", (twin) =>
    twin.headed({ jwk: published(keys.rsa.publicKey, {}) }),
  ),
  tokenAttack("is signed with an empty secret under a path for a key id", "token_algorithm", (twin) =>
    twin.headed({ alg: "HS256", kid: "/dev/null" }, hmac(256, "")),
  ),
];

/** Sections 2.8, 3.11 and 3.12: other kinds of tokens that the issuer signs with the same keys. */
const otherKinds = [
  ...eachOf(
    [
      "logout+jwt",
      "secevent+jwt",
      "dpop+jwt",
      "entity-statement+jwt",
      "oauth-authz-req+jwt",
      "token-introspection+jwt",
      "client-authentication+jwt",
      "jwk-set+json",
      "application/secevent+jwt",
      "JOSE",
      "JOSE+JSON",
      "at+jwt+x",
      "at-jwt",
      "refresh+jwt",
    ],
    (typ) =>
      tokenAttack(
        `is of the type ${typ}`,
        "token_not_access_token",
        (twin) => twin.headed({ typ }),
        "ed25519",
      ),
  ),
  ...eachOf<unknown>([7, null, true, ["at+jwt"], { typ: "at+jwt" }], (typ) =>
    tokenAttack(`is of the type ${JSON.stringify(typ)}, which is no text`, "token_not_access_token", (twin) =>
      twin.headed({ typ }),
    ),
  ),
  ...eachOf(["geo", "identity"] as const, (issuer) =>
    tokenAttack(
      `is a logout token of ${issuer} that has no type of its own`,
      "token_not_access_token",
      (twin) =>
        twin.claiming({
          nonce: undefined,
          events: { "http://schemas.openid.net/event/backchannel-logout": {} },
        }),
      issuer,
    ),
  ),
];

/** All of them. */
export const attacks: readonly Attack[] = [
  ...secrets,
  ...encrypted,
  ...compressed,
  ...substituted,
  ...injected,
  ...otherKinds,
];
