/** Attacks on what few libraries have: RSASSA-PSS (RFC 7518 section 3.5), and `Ed25519` by that name (RFC 9864). */
import { constants, sign } from "node:crypto";
import { type Attack, eachOf, tokenAttack } from "./attack.ts";
import { keys } from "./attacked-issuers.ts";
import { encoded, hmac, type SoundToken, signerOf } from "./signed-token.ts";

const pss = (title: string, ends: string, sent: (twin: SoundToken) => string) =>
  tokenAttack(`${title} (PS256)`, ends, sent, "pss");

const salted = (saltLength: number) => (twin: SoundToken) =>
  twin.signedBy((input) =>
    sign("sha256", input, { key: twin.key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }),
  );

/** All of them. */
export const attacks: readonly Attack[] = [
  pss("is signed with the padding of RS256", "token_signature", (twin) =>
    twin.signedBy(signerOf("RS256", twin.key)),
  ),
  pss("says RS256, which is not configured, and is signed by it", "token_algorithm", (twin) =>
    twin.headed({ alg: "RS256" }, signerOf("RS256", twin.key)),
  ),
  ...eachOf([384, 512], (bits) =>
    pss(`is signed by PS${bits}`, "token_signature", (twin) =>
      twin.signedBy(signerOf(`PS${bits}`, twin.key)),
    ),
  ),
  ...eachOf([0, 20, 222], (octets) =>
    pss(`has a salt of ${octets} octets in its signature`, "token_signature", salted(octets)),
  ),
  pss("is signed by a stranger", "token_signature", (twin) =>
    twin.signedBy(signerOf("PS256", keys.stranger.privateKey)),
  ),
  pss("is signed with the public key as a secret", "token_algorithm", (twin) =>
    twin.headed({ alg: "HS256" }, hmac(256, keys.rsa.publicKey.export({ format: "pem", type: "spki" }))),
  ),
  pss("has no signature", "token_not_jwt", (twin) => twin.signedAs("")),
  pss("has zeros for a signature", "token_signature", (twin) => twin.signedAs(Buffer.alloc(256))),
  pss("has half a signature", "token_signature", (twin) => twin.signedAs(twin.signature.subarray(128))),
  pss("has another payload than was signed", "token_signature", ({ parts, claims }) =>
    [parts[0], encoded({ ...claims, sub: "root" }), parts[2]].join("."),
  ),
  pss("says Ed25519 with the id of the RSA key", "token_algorithm", (twin) =>
    twin.headed({ alg: "Ed25519" }),
  ),
  pss("says PS256 with the id of the Ed25519 key", "token_algorithm", (twin) => twin.headed({ kid: "ed" })),
  pss("says EdDSA, which is not configured, and is signed by it", "token_algorithm", (twin) =>
    twin.headed({ alg: "EdDSA", kid: "ed" }, signerOf("EdDSA", keys.ed25519.privateKey)),
  ),
  pss("is signed by Ed25519 under the name PS256", "token_signature", (twin) =>
    twin.signedBy(signerOf("EdDSA", keys.ed25519.privateKey)),
  ),
  pss("has zeros for an Ed25519 signature", "token_signature", (twin) =>
    twin.headed({ alg: "Ed25519", kid: "ed" }, () => Buffer.alloc(64)),
  ),
  pss("brings its own key", "token_header_parameter", (twin) =>
    twin.headed({ jwk: keys.stranger.publicKey.export({ format: "jwk" }) }),
  ),
  pss("asks for its payload to be read unencoded", "token_header_parameter", (twin) =>
    twin.headed({ b64: false, crit: ["b64"] }),
  ),
  pss("is compressed", "token_header_parameter", (twin) => twin.headed({ zip: "DEF" })),
  pss("has a byte order mark before its claims", "token_not_jwt", (twin) =>
    twin.saying(`\u{FEFF}${JSON.stringify(twin.claims)}`),
  ),
  pss("has claims in a list", "token_not_jwt", (twin) => twin.saying(`[${JSON.stringify(twin.claims)}]`)),
  pss("has the subject of a number", "token_invalid", (twin) => twin.claiming({ sub: 7 })),
  pss("expired an hour ago", "token_expired", (twin) =>
    twin.claiming({ exp: Math.floor(Date.now() / 1000) - 3600 }),
  ),
  pss("begins at a text", "token_invalid", (twin) => twin.claiming({ nbf: "0" })),
];
