/** Attacks by what RFC 7515 (JSON Web Signature) and RFC 7797 (its unencoded payload) say of headers and forms. */
import { createPrivateKey } from "node:crypto";
import { selfSignedCertificate } from "#test/http/self-signed-certificate";
import { type Attack, eachOf, tokenAttack } from "./attack.ts";
import { keys, published, soundGeo } from "./attacked-issuers.ts";
import { keyServer } from "./key-server.ts";
import { compact, encoded, fixed, signerOf } from "./signed-token.ts";

const strange = signerOf("RS256", keys.stranger.privateKey);
const strangersJwk = published(keys.stranger.publicKey, { kid: "rsa" });
const selfSigned = selfSignedCertificate();
const certified = signerOf("ES256", createPrivateKey(selfSigned.key));
const certificate = selfSigned.certificate.replace(/-----[^-]+-----|\s/g, "");

/** Section 4.1.1: the algorithm. */
const algorithm = [
  ...eachOf(["none", "None", "NONE", "nOnE"], (alg) =>
    tokenAttack(`takes the signature away and says so: alg ${alg}`, "token_not_jwt", (twin) =>
      twin.headed({ alg }, fixed(Buffer.alloc(0))),
    ),
  ),
  ...eachOf(["none", "None", "NONE", "none ", "", "rs256", "RS256\0", "RS1", "MD5"], (alg) =>
    tokenAttack(`keeps a signature under the algorithm ${JSON.stringify(alg)}`, "token_algorithm", (twin) =>
      twin.headed({ alg }, fixed(twin.signature)),
    ),
  ),
  ...eachOf<unknown>([undefined, null, 256, true, ["RS256"], { "0": "RS256" }], (alg) =>
    tokenAttack(`names its algorithm by ${JSON.stringify(alg) ?? "nothing"}`, "token_algorithm", (twin) =>
      twin.headed({ alg }, fixed(twin.signature)),
    ),
  ),
];

/** Sections 4.1.2 to 4.1.8: a key, or a way to one, that the token brings. */
const broughtKeys = [
  ...eachOf(
    [`${keyServer}/stranger`, "file:///dev/null", "https://login.example.org.evil.example/jwks"],
    (jku) =>
      tokenAttack(
        `names its own key set at ${jku.replace(keyServer, "a server that we can reach")}`,
        "token_header_parameter",
        (twin) => twin.headed({ jku }, strange),
      ),
  ),
  tokenAttack("brings its own key", "token_header_parameter", (twin) =>
    twin.headed({ jwk: strangersJwk }, strange),
  ),
  tokenAttack("brings its own key and no key id", "token_header_parameter", (twin) =>
    twin.headed({ jwk: strangersJwk, kid: undefined }, strange),
  ),
  tokenAttack("names its own certificate's address", "token_header_parameter", (twin) =>
    twin.headed({ x5u: `${keyServer}/stranger.pem` }, strange),
  ),
  tokenAttack(
    "brings a self-signed certificate beside the issuer's key id",
    "token_signature",
    (twin) => twin.headed({ x5c: [certificate] }, certified),
    "p256",
  ),
  tokenAttack(
    "brings a self-signed certificate in place of a key id",
    "token_key_unknown",
    (twin) => twin.headed({ x5c: [certificate], kid: undefined }, certified),
    "p256",
  ),
  ...eachOf(["x5t", "x5t#S256"], (name) =>
    tokenAttack(
      `names its key by ${name} alone`,
      "token_key_unknown",
      (twin) => twin.headed({ [name]: "dGhlIHN0cmFuZ2VyJ3M", kid: undefined }, certified),
      "p256",
    ),
  ),
];

/** Section 4.1.4: the key id is a text that only chooses among the issuer's keys. */
const keyIds = [
  ...eachOf<unknown>([undefined, null, 0, true, ["rsa"], { rsa: "rsa" }, ""], (kid) =>
    tokenAttack(
      `has the key id ${JSON.stringify(kid) ?? "of none of two keys"}`,
      "token_key_unknown",
      (twin) => twin.headed({ kid }),
      "p256",
    ),
  ),
  ...eachOf(["RSA", " rsa", "rsa\0", "__proto__", "constructor", "toString", "k".repeat(4000)], (kid) =>
    tokenAttack(
      `has a key id that is only like one: ${JSON.stringify(kid.slice(0, 20))}`,
      "token_key_unknown",
      (twin) => twin.headed({ kid }),
    ),
  ),
];

/** Sections 4.1.11 and 4.1.10, and RFC 7797: what changes how a token is to be read. */
const extensions = [
  ...eachOf<unknown>([["urn:example:unknown"], [], ["exp"], ["alg"], "b64", null], (crit) =>
    tokenAttack(
      `asks for extensions to be understood: crit ${JSON.stringify(crit)}`,
      "token_header_parameter",
      (twin) => twin.headed({ crit, exp: 1, "urn:example:unknown": true }),
    ),
  ),
  ...eachOf([true, false], (b64) =>
    tokenAttack(`says that its payload is ${b64 ? "" : "not "}encoded`, "token_header_parameter", (twin) =>
      twin.headed({ b64, crit: ["b64"] }),
    ),
  ),
  tokenAttack(
    "says that its payload is not encoded, and does not call that critical",
    "token_header_parameter",
    (twin) => twin.headed({ b64: false }),
  ),
  tokenAttack("sends its payload unencoded", "token_encoding", (twin) => {
    const header = encoded({ ...twin.header, b64: false, crit: ["b64"] });
    const payload = JSON.stringify(twin.claims).replaceAll(".", "");
    const input = `${header}.${payload}`;
    return `${input}.${encoded(signerOf("RS256", twin.key)(Buffer.from(input)))}`;
  }),
  tokenAttack("wraps an accepted token in another signature: cty JWT", "token_not_jwt", (twin) =>
    compact({ ...twin.header, cty: "JWT" }, twin.text, signerOf("RS256", twin.key)),
  ),
];

/** Section 5.2, steps 3 and 8: the signature is that of exactly this header and payload. */
const signatures = [
  tokenAttack("is signed by a stranger", "token_signature", (twin) => twin.signedBy(strange)),
  tokenAttack("has another header than was signed", "token_signature", (twin) =>
    twin.headed({ x: 1 }, fixed(twin.signature)),
  ),
  tokenAttack("has another payload than was signed", "token_signature", (twin) => {
    const [header, , signature] = twin.parts;
    return `${header}.${encoded({ ...twin.claims, sub: "root" })}.${signature}`;
  }),
  tokenAttack("has one bit of a claim turned", "token_signature", (twin) => {
    const [header, , signature] = twin.parts;
    return `${header}.${encoded(JSON.stringify(twin.claims).replace('"sub":"u1"', '"sub":"u0"'))}.${signature}`;
  }),
  tokenAttack("has the signature of another accepted token", "token_signature", (twin) =>
    twin.signedAs(soundGeo("rsa").signature),
  ),
  ...eachOf([0, 1, 128, 255], (octet) =>
    tokenAttack(`has one bit of the signature's octet ${octet} turned`, "token_signature", (twin) => {
      const turned = Buffer.from(twin.signature);
      turned[octet] = (turned[octet] ?? 0) ^ 1;
      return twin.signedAs(turned);
    }),
  ),
  tokenAttack("lacks the last octet of its signature", "token_signature", (twin) =>
    twin.signedAs(twin.signature.subarray(0, -1)),
  ),
  tokenAttack("has an octet more in its signature", "token_signature", (twin) =>
    twin.signedAs(Buffer.concat([twin.signature, Buffer.alloc(1)])),
  ),
  tokenAttack("has a zero octet before its signature", "token_signature", (twin) =>
    twin.signedAs(Buffer.concat([Buffer.alloc(1), twin.signature])),
  ),
  tokenAttack("has the text of its signature signed as a text", "token_signature", (twin) =>
    twin.signedAs(twin.parts[2]),
  ),
  tokenAttack("signs the payload without the header", "token_signature", (twin) =>
    twin.signedAs(signerOf("RS256", twin.key)(Buffer.from(twin.parts[1]))),
  ),
  tokenAttack("signs header and payload before they are encoded", "token_signature", (twin) =>
    twin.signedAs(
      signerOf(
        "RS256",
        twin.key,
      )(Buffer.from(`${JSON.stringify(twin.header)}.${JSON.stringify(twin.claims)}`)),
    ),
  ),
];

/** All of them. */
export const attacks: readonly Attack[] = [
  ...algorithm,
  ...broughtKeys,
  ...keyIds,
  ...extensions,
  ...signatures,
];
